// htmx notes the page's address in the session storage as it starts. We need no note, so it goes.
addEventListener("load", () => {
  try {
    sessionStorage.removeItem("htmx-current-path-for-history");
  } catch {
    // a browser that keeps no storage has nothing to forget
  }
});
