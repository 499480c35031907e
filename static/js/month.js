// Another month is put in place without a new page: the address, the title and what points to this
// page follow, the new month is read out, and the keyboard goes on from its name.
addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "month") return;
  const page = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
  const address = detail.requestConfig.path;
  history.replaceState(null, "", address);
  document.title = page.title;
  for (const place of ["link[rel=canonical]", ".languages"]) {
    const [old, fresh] = [document, page].map((from) => from.querySelector(place));
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  document.getElementById("filters").action = address.split("?")[0];
  document.getElementById("month-count").textContent = page.getElementById("month-count").textContent;
  document.getElementById("month-name").focus();
});

// What cannot be fetched is followed as the link it is.
addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!detail.successful) location.assign(detail.requestConfig.path);
});
