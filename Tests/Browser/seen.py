"""What a state of a page looks like, to people and to axe."""
import importlib.util
import pathlib

AXE = pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).parent / "axe.min.js"


class Seen:
    """Looks at a state: axe in light and dark, and screenshots."""

    def __init__(self, page, folder):
        self.page, self.folder, self.problems = page, folder, []

    def __call__(self, state, wide=False):
        """wide: also at 200% zoom and in a narrow window."""
        page = self.page
        if not page.run("() => typeof axe === 'object'"):
            page.load_script(AXE.read_text())
        for dark in ((False, True) if page.name == "chromium" else (False,)):
            page.dark(dark)
            found = page.run("async () => (await axe.run()).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)")
            self.problems += [f"{page.name} {state}{' dark' * dark}: {problem}" for problem in found]
        name = f"{page.name}-{state}"
        page.screenshot(self.folder / f"{name}.png")
        if page.name == "chromium":
            page.screenshot(self.folder / f"{name}-dark.png", dark=True)
            if not wide:
                return page.dark(False)
            if page.screenshot(self.folder / f"{name}-zoomed.png", zoom=2, width=1280) > 0:
                self.problems.append(f"{state}: wider than the window at 200%")
            if page.screenshot(self.folder / f"{name}-narrow.png", width=320) > 0:
                self.problems.append(f"{state}: wider than a window of 320 pixels")
            page.dark(False)
