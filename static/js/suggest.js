// Suggestions under a search field, as a combobox; without this the field is an ordinary one. The
// list is taken from the page of suggestions, which is one for everybody.
const PAUSE = 200;
const LEAST = 2;

function combobox(field) {
  const list = document.createElement("div");
  const said = document.createElement("div");
  let timer, asking;
  let chosen = -1;

  list.className = "suggestions";
  list.id = `${field.id}-suggestions`;
  list.hidden = true;
  list.role = "listbox";
  said.className = "unseen";
  said.role = "status";
  field.role = "combobox";
  field.ariaAutoComplete = "list";
  field.ariaExpanded = "false";
  field.setAttribute("aria-controls", list.id);
  field.parentElement.append(list, said);

  function choose(number) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = number;
    const option = list.children[chosen];
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.ariaSelected = "true";
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    field.ariaExpanded = String(isOpen);
    choose(-1);
  }

  function forget() {
    clearTimeout(timer);
    asking?.abort();
    open(false);
    list.replaceChildren();
    said.textContent = "";
  }

  function optionOf(item, number) {
    const [link, language] = [item.querySelector("a"), item.querySelector("span")];
    const [option, name] = [document.createElement("div"), document.createElement("span")];
    option.id = `${list.id}-${number}`;
    option.role = "option";
    option.ariaSelected = "false";
    option.dataset.url = link.getAttribute("href");
    name.textContent = link.textContent;
    name.lang = link.lang;
    option.append(name);
    if (language) option.append(" ", document.adoptNode(language));
    return option;
  }

  async function ask() {
    asking?.abort();
    const { signal } = (asking = new AbortController());
    const address = `${field.dataset.suggest}?q=${encodeURIComponent(field.value.trim())}`;
    try {
      const answer = await fetch(address, { signal });
      const text = await answer.text();
      if (!answer.ok || document.activeElement !== field) return;
      const page = new DOMParser().parseFromString(text, "text/html");
      list.ariaLabel = page.querySelector("h1").textContent;
      list.replaceChildren(...[...page.querySelectorAll("#suggestion-list > li")].map(optionOf));
      open(list.children.length > 0);
      said.textContent = page.getElementById("suggestion-count").textContent;
    } catch {
      // a newer question took its place, or the network is away: the field is an ordinary one
    }
  }

  field.addEventListener("input", () => {
    if (field.value.trim().length < LEAST) return forget();
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const number = list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && number) {
      const next = chosen + step + (chosen < 0 && step < 0 ? 1 : 0);
      if (list.hidden) open(true);
      choose((next + number) % number);
    } else if (event.key === "Enter" && chosen >= 0) {
      location.assign(list.children[chosen].dataset.url);
    } else if (event.key === "Escape" && (!list.hidden || field.value)) {
      if (list.hidden) field.value = "";
      forget();
    } else {
      return;
    }
    event.preventDefault();
  });

  field.addEventListener("blur", forget);
  field.form.addEventListener("submit", forget);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
}

document.querySelectorAll("input[data-suggest]").forEach(combobox);
