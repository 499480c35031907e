/* Give the admin's search boxes (select2) the names that their labels have on the page, and let
   nothing stand in its lists that is no item, nor a name on what can have none. */
{
  const nameOf = (select) =>
    document.querySelector(`label[for="${select.id}"]`)?.textContent.replace(/:?\s*$/, "") ?? ""

  const nameAll = () => {
    for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
      const box = select.nextElementSibling
      for (const part of box?.querySelectorAll("[role=combobox], [role=textbox], input") ?? []) {
        const chosen = select.multiple ? "" : (select.selectedOptions[0]?.textContent ?? "")
        part.setAttribute("aria-label", [nameOf(select), chosen].filter(Boolean).join(": "))
        part.removeAttribute("aria-labelledby")
      }
      box?.querySelector("ul > .select2-selection__clear")?.remove()
    }
    for (const icon of document.querySelectorAll("span.help-tooltip[aria-label]")) {
      icon.setAttribute("role", "img")
    }
  }

  window.addEventListener("load", () => {
    nameAll()
    window.django.jQuery(document).on("select2:open", (event) => {
      document
        .querySelector(".select2-container--open .select2-search__field")
        ?.setAttribute("aria-label", nameOf(event.target))
    })
    window.django.jQuery(document).on("change", "select", nameAll)
  })
  document.addEventListener("formset:added", () => setTimeout(nameAll))
}
