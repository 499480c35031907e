"""Someone with an errand, who uses the portal by keyboard, on a narrow screen or without script."""

import re

from playwright.sync_api import Page, expect

WAYS = ("keyboard", "narrow", "without-script")
FOCUSED = """() => {
  const e = document.activeElement;
  const label = e.labels && e.labels[0] ? e.labels[0].textContent : '';
  const button = e.type === 'submit' ? e.value : '';
  return (label || e.textContent || button || '').replace(/\\s+/g, ' ').trim();
}"""
CHOSEN = "() => document.activeElement.selectedOptions[0].textContent.trim()"
LEGEND = """() => {
  const set = document.activeElement.closest('fieldset');
  return set ? set.querySelector('legend').textContent.trim() : '';
}"""


class Reader:
    """Someone with an errand, who uses the portal in one way."""

    def __init__(self, page: Page, way: str) -> None:
        self.page, self.way = page, way

    def reach(self, name: str) -> None:
        """Press Tab until what has a name has the focus."""
        for _step in range(150):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(FOCUSED).startswith(name):
                return
        raise AssertionError(f"the keyboard never reached “{name}”")

    def enter(self) -> None:
        """Press Enter, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follow(self, name: str) -> None:
        """Follow a link by its words."""
        if self.way == "keyboard":
            self.reach(name)
            self.enter()
        else:
            self.page.get_by_role("link", name=name).first.click()
            self.page.wait_for_load_state()

    def press(self, name: str) -> None:
        """Press a button by its words."""
        if self.way == "keyboard":
            self.reach(name)
            self.enter()
        else:
            self.page.get_by_role("button", name=name).first.click()
            self.page.wait_for_load_state()

    def write(self, label: str, text: str) -> None:
        """Write in a field."""
        if self.way == "keyboard":
            self.reach(label)
            self.page.keyboard.type(text)
        else:
            self.page.get_by_label(label).fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        if self.way == "keyboard":
            self.reach(label)
            self.page.keyboard.press("Home")
            while (passed := self.page.evaluate(CHOSEN)) != option:
                self.page.keyboard.press("ArrowDown")
                assert self.page.evaluate(CHOSEN) != passed, f"“{option}” is not in the list"
        else:
            self.page.get_by_label(label).select_option(label=option)

    def answer(self, statement: str, answer: str) -> None:
        """Choose one of the answers to a statement."""
        if self.way == "keyboard":
            self.reach_group(statement)
            self.page.keyboard.press("Space")
            while not self.page.evaluate(FOCUSED).startswith(answer):
                self.page.keyboard.press("ArrowDown")
        else:
            group = self.page.get_by_role("group", name=statement)
            group.get_by_label(answer).check()

    def reach_group(self, statement: str) -> None:
        """Press Tab until one of the answers to a statement has the focus."""
        for _step in range(150):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(LEGEND).startswith(statement):
                return
        raise AssertionError(f"the keyboard never reached “{statement}”")

    def sees(self, *texts: str) -> None:
        """Find every text on the page, which does not scroll sideways."""
        for text in texts:
            words = r"\s+".join(re.escape(word) for word in text.split())
            expect(self.page.get_by_role("main")).to_contain_text(re.compile(words))
        width = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{self.page.url} scrolls sideways"
