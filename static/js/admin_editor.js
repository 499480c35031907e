/* The portal's part of the rich-text editor: language marks, links and references, words. */
import {
  Blockquote as BaseBlockquote,
  Extension,
  Link as BaseLink,
  Mark,
  updateAttrsDialog,
} from "django-prose-editor/editor"

const ADDRESS = /^(https?:\/\/|mailto:|tel:|ref:[a-z]+\.[a-z]+\/[\w-]+$)/i
const LANGUAGE = /^([a-z]{2,3}(-[a-z0-9]+)*)?$/i

/* Ask until the answer is allowed; the rule then stands beside the field. */
async function ask(editor, properties, attrs, { title, save, refusal }) {
  for (;;) {
    const answer = updateAttrsDialog(properties, { title, submitText: save })(editor, attrs)
    editor.view.dom.parentElement.querySelector("dialog").setAttribute("aria-label", title)
    attrs = await answer
    const wrong = attrs && refusal(attrs)
    if (!wrong) return attrs
    properties = { ...properties, [wrong.field]: { ...properties[wrong.field], description: wrong.text } }
  }
}

/* Quotations keep the language and the source that the content files give them. */
export const Blockquote = BaseBlockquote.extend({
  addAttributes() {
    return { ...this.parent?.(), lang: { default: null }, cite: { default: null } }
  },
})

export const Language = Mark.create({
  name: "language",
  addOptions: () => ({ words: {} }),
  addAttributes: () => ({ lang: { default: null } }),
  parseHTML: () => [{ tag: "span[lang]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],

  addMenuItems({ menu, buttons }) {
    const { words } = this.options
    menu.defineItem({
      name: "language",
      groups: "marks",
      priority: 10,
      button: buttons.material("translate"),
      enabled: (editor) => !editor.state.selection.empty || editor.isActive("language"),
      active: (editor) => editor.isActive("language"),
      async command(editor) {
        const answer = await ask(
          editor,
          { lang: { title: words.language, description: words.rule } },
          editor.getAttributes("language"),
          {
            ...words,
            refusal: ({ lang }) => !LANGUAGE.test(lang.trim()) && { field: "lang", text: words.rule },
          },
        )
        if (!answer) return
        const lang = answer.lang.trim()
        const chain = editor.chain().focus().extendMarkRange("language")
        if (lang) chain.setMark("language", { lang }).run()
        else chain.unsetMark("language").run()
      },
    })
  },
})

/* Links have an address and, where needed, languages: no title, no new window. */
export const Link = BaseLink.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      words: {},
      autolink: false,
      defaultProtocol: "https",
      enableTarget: false,
      isAllowedUri: (address) => ADDRESS.test(address),
    }
  },

  addAttributes: () => ({
    href: { default: null },
    lang: { default: null },
    hreflang: { default: null },
  }),

  addCommands() {
    const { words } = this.options
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          const active = editor.isActive("link")
          if (editor.state.selection.empty && !active) return false
          const properties = {
            href: { title: words.address, description: words.rule, required: true },
            hreflang: { title: words.language, description: words.languageRule },
          }
          const refusal = ({ href, hreflang }) => {
            if (!ADDRESS.test(href.trim())) return { field: "href", text: words.refused }
            if (!LANGUAGE.test(hreflang.trim())) return { field: "hreflang", text: words.languageRule }
            return null
          }
          ask(editor, properties, editor.getAttributes("link"), { ...words, refusal }).then((answer) => {
            if (!answer) return
            const attrs = { href: answer.href.trim(), hreflang: answer.hreflang.trim() || null }
            const chain = editor.chain().focus()
            if (active) chain.extendMarkRange("link").updateAttributes("link", attrs).run()
            else chain.setMark("link", attrs).run()
          })
          return true
        },
    }
  },
})

/* Pasted style attributes are blocked by the policy, noisily; what they mean is kept as elements. */
const withoutStyles = (html) =>
  html
    .replace(/<b\b[^>]*font-weight:\s*normal[^>]*>/gi, "<span>") // around all that Google Docs copies
    .replace(/<span\b[^>]*font-weight:\s*(?:bold|[6-9]00)[^>]*>([^<]*)<\/span>/gi, "<strong>$1</strong>")
    .replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, "")

const TOGGLES = ["paragraph", "heading2", "heading3", "orderedList", "blockquote", "bold"]

/* Names the buttons and the text, in words, for everybody; and hands the nonce on. */
export const Portal = Extension.create({
  name: "portal",
  priority: 1, // after the menu is made
  addOptions: () => ({ words: {} }),

  onBeforeCreate({ editor }) {
    editor.options.injectNonce = document.querySelector("script[nonce]")?.nonce
  },

  onCreate({ editor }) {
    const { words } = this.options
    const textarea = editor.view.dom.parentElement.querySelector("textarea")
    const label = document.querySelector(`label[for="${textarea.id}"]`)
    const name = label?.textContent.replace(/:\s*$/, "") ?? ""
    const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": name }
    if (textarea.lang) attributes.lang = textarea.lang
    if (textarea.hasAttribute("aria-describedby")) {
      attributes["aria-describedby"] = textarea.getAttribute("aria-describedby")
    }
    editor.setOptions({ editorProps: { attributes, transformPastedHTML: withoutStyles } })
    label?.addEventListener("click", (event) => {
      event.preventDefault()
      editor.commands.focus()
    })

    const { dom } = editor.storage.menu
    dom.setAttribute("role", "group")
    dom.setAttribute("aria-label", `${words.toolbar}: ${name}`)
    const buttons = [...dom.querySelectorAll("button[data-name]")]
    for (const button of buttons) {
      const word = words[button.dataset.name]
      if (!word) continue
      button.title = word
      button.setAttribute("aria-label", word)
    }
    const show = () => {
      for (const button of buttons) {
        if (TOGGLES.includes(button.dataset.name)) {
          button.setAttribute("aria-pressed", button.classList.contains("active"))
        }
        button.setAttribute("aria-disabled", button.classList.contains("disabled"))
      }
    }
    editor.on("transaction", show)
    show()
  },
})
