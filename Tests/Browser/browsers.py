"""Chromium and Firefox as tests need them: open a page from disk, run functions in it, pick files, press keys and buttons, wait for downloads.

Chromium is driven by chromedriver through Selenium, Firefox by its own WebDriver BiDi: Debian has no geckodriver. Everything that either of them
asks of a network goes to a sink (sink.py), which answers nothing and remembers."""
import base64
import contextlib
import itertools
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from websockets.sync.client import connect

PATIENCE = 40
# Seconds that one function in the page may take: the whole kit is one.
SCRIPTS = 120


def installed(name):
    return shutil.which({"chromium": "chromedriver", "firefox": "firefox-esr"}[name]) is not None


class Browser:
    """What both have in common."""

    def wait(self, expression, what=None):
        """Until a JavaScript expression is true in the page."""
        until(lambda: self.run(f"() => Boolean({expression})"), what or expression)

    def text(self, selector):
        return self.run("(selector) => document.querySelector(selector).innerText", selector)

    def downloaded(self, known=()):
        """The newest finished download that is not among the known names."""
        def finished():
            names = set(os.listdir(self.downloads))
            if any(name.endswith((".part", ".crdownload")) or name.startswith(".org.chromium") for name in names):
                return None
            new = [self.downloads / name for name in names - set(known) if (self.downloads / name).stat().st_size]
            return max(new, key=lambda path: path.stat().st_mtime) if new else None
        return until(finished, "a download")

    def clear_downloads(self):
        for path in self.downloads.iterdir():
            path.unlink()


def until(check, what):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = check()
        if found:
            return found
        time.sleep(0.05)
    raise TimeoutError(f"waited in vain for {what}")


class Chromium(Browser):
    name = "chromium"

    def __init__(self, sink):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tuckbox-chromium-"))
        self.downloads = self.folder / "downloads"
        self.downloads.mkdir()
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
                         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
                         "--disable-features=OptimizationHints,MediaRouter,Translate", "--window-size=1100,1000", f"--user-data-dir={self.folder}/profile",
                         f"--proxy-server=http://127.0.0.1:{sink.port}", "--proxy-bypass-list=<-loopback>"]:
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"download.default_directory": str(self.downloads), "profile.default_content_setting_values.automatic_downloads": 1})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self.driver.set_script_timeout(SCRIPTS)
        self.process = self.driver.service.process.pid

    def open(self, path):
        self.driver.get(pathlib.Path(path).as_uri())

    def run(self, function, *arguments):
        result = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            f"Promise.resolve().then(() => ({function})(...Array.from(arguments).slice(0, -1)))"
            ".then((value) => done({ value }), (error) => done({ error: String(error) + '\\n' + error.stack }));", *arguments)
        if "error" in result:
            raise RuntimeError(result["error"])
        return result.get("value")

    def load_script(self, source):
        self.driver.execute_script(source)

    def pick(self, selector, paths):
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys("\n".join(str(path) for path in paths))

    def click(self, selector):
        element = self.driver.find_element(By.CSS_SELECTOR, selector)
        self.driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", element)
        element.click()

    def type(self, selector, text):
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(text)

    def press(self, *keys):
        actions = ActionChains(self.driver)
        for key in keys:
            codes = KEYS.get(key, key)
            for code in codes:
                actions.key_down(code)
            for code in reversed(codes):
                actions.key_up(code)
        actions.perform()

    def screenshot(self, path, dark=False, width=1000, zoom=1):
        """The whole page."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})
        height = self.run("() => document.querySelector('dialog[open]') ? 900 : document.documentElement.scrollHeight")
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width // zoom, "height": max(height, 600), "deviceScaleFactor": zoom, "mobile": False})
        height = self.run("() => document.querySelector('dialog[open]') ? 900 : document.documentElement.scrollHeight")
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width // zoom, "height": max(height, 400), "deviceScaleFactor": zoom, "mobile": False})
        time.sleep(0.05)
        picture = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(picture))
        overflow = self.run("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        return overflow

    def take_focus(self):
        pass

    def dark(self, dark):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def console(self):
        """What the page, or the browser about it, wrote to the console."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.folder, ignore_errors=True)


KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Space": "\ue00d", "Shift+Tab": "\ue008\ue004"}


class Firefox(Browser):
    name = "firefox"

    def __init__(self, sink):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tuckbox-firefox-"))
        self.downloads = self.folder / "downloads"
        profile = self.folder / "profile"
        self.downloads.mkdir()
        profile.mkdir()
        (profile / "user.js").write_text("".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in self.preferences(sink).items()))
        # HOME of its own: nothing of the user's, and nothing left behind.
        environment = {**os.environ, "HOME": str(self.folder), "MOZ_HEADLESS": "1", "MOZ_HEADLESS_WIDTH": "1100", "MOZ_HEADLESS_HEIGHT": "1000"}
        self.log = open(self.folder / "log", "w+")
        self.server = subprocess.Popen([shutil.which("firefox-esr"), "--headless", "--remote-debugging-port=0", "--profile", str(profile), "about:blank"],
                                       stdout=self.log, stderr=self.log, env=environment)
        self.process = self.server.pid
        address = until(lambda: re.search(r"WebDriver BiDi listening on (ws://\S+)", (self.folder / "log").read_text()), "Firefox")[1]
        self.stack = contextlib.ExitStack()
        self.socket = self.stack.enter_context(connect(f"{address}/session", max_size=None, open_timeout=PATIENCE))
        self.numbers = itertools.count(1)
        self.call("session.new", capabilities={})
        self.context = None
        self.take_focus()
        self.entries = []
        self.call("session.subscribe", events=["log.entryAdded"])

    def preferences(self, sink):
        port = sink.port
        proxy = {f"network.proxy.{kind}": value for kind, value in {
            "type": 1, "http": "127.0.0.1", "http_port": port, "ssl": "127.0.0.1", "ssl_port": port, "allow_hijacking_localhost": True, "no_proxies_on": ""}.items()}
        return {
            # The recommended preferences for automation loosen the rules for files, which are what is tested.
            "remote.prefs.recommended": False, "remote.active-protocols": 1,
            "browser.download.folderList": 2, "browser.download.dir": str(self.downloads), "browser.download.useDownloadDir": True,
            "browser.download.alwaysOpenPanel": False, "browser.download.always_ask_before_handling_new_types": False,
            "pdfjs.disabled": False, "browser.shell.checkDefaultBrowser": False, "browser.startup.page": 0, "browser.aboutwelcome.enabled": False,
            "datareporting.policy.dataSubmissionEnabled": False, "datareporting.healthreport.uploadEnabled": False, "toolkit.telemetry.enabled": False,
            "toolkit.telemetry.server": "", "app.normandy.enabled": False, "app.update.enabled": False, "extensions.update.enabled": False,
            "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False, "browser.safebrowsing.malware.enabled": False,
            "browser.safebrowsing.phishing.enabled": False, "browser.safebrowsing.downloads.enabled": False, "browser.safebrowsing.provider.mozilla.updateURL": "",
            "services.settings.server": "", "messaging-system.rsexperimentloader.enabled": False, "browser.region.network.url": "",
            "browser.newtabpage.enabled": False, "browser.topsites.contile.enabled": False, "extensions.getAddons.cache.enabled": False,
            "media.gmp-manager.url": "", "media.gmp-manager.updateEnabled": False, "browser.search.update": False, "geo.enabled": False,
            "network.trr.mode": 5, "dom.push.connection.enabled": False, "browser.ml.enable": False, "termsofuse.acceptedVersion": 999,
            "browser.contentblocking.database.enabled": False, "privacy.trackingprotection.enabled": False, "signon.rememberSignons": False,
            "browser.search.serpEventTelemetryCategorization.enabled": False, "extensions.systemAddon.update.url": "", "security.remote_settings.intermediates.enabled": False,
            "security.remote_settings.crlite_filters.enabled": False, "extensions.blocklist.enabled": False, **proxy}

    def call(self, method, **parameters):
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv(timeout=SCRIPTS))
            if answer.get("method") == "log.entryAdded":
                self.entries.append(answer["params"].get("text") or "")
            if answer.get("id") == number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['message']}")
                return answer["result"]

    def take_focus(self):
        """Without a window manager only a new window has the focus, and keys press no buttons in another."""
        before = self.context
        self.context = self.call("browsingContext.create", type="window")["context"]
        self.call("browsingContext.activate", context=self.context)
        if before:
            self.call("browsingContext.close", context=before)

    def open(self, path):
        self.call("browsingContext.navigate", context=self.context, url=pathlib.Path(path).as_uri(), wait="complete")

    def run(self, function, *arguments):
        wrapped = f"async (text) => JSON.stringify((await ({function})(...JSON.parse(text))) ?? null)"
        result = self.call("script.callFunction", functionDeclaration=wrapped, awaitPromise=True, userActivation=True,
                           target={"context": self.context}, arguments=[{"type": "string", "value": json.dumps(arguments)}])
        if result["type"] == "exception":
            raise RuntimeError(result["exceptionDetails"]["text"])
        return json.loads(result["result"]["value"])

    def load_script(self, source):
        result = self.call("script.evaluate", expression=source + "\n;0", awaitPromise=False, target={"context": self.context})
        assert result["type"] == "success", result

    def node(self, selector):
        result = self.call("script.callFunction", functionDeclaration="(selector) => { const found = document.querySelector(selector); found.scrollIntoView({ block: 'center' }); return found; }",
                           awaitPromise=False, target={"context": self.context}, arguments=[{"type": "string", "value": selector}])
        return {"sharedId": result["result"]["sharedId"]}

    def pick(self, selector, paths):
        self.call("input.setFiles", context=self.context, element=self.node(selector), files=[str(path) for path in paths])

    def click(self, selector):
        origin = {"type": "element", "element": self.node(selector)}
        self.call("input.performActions", context=self.context, actions=[{"type": "pointer", "id": "mouse", "actions": [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin}, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]}])

    def type(self, selector, text):
        self.run("(selector) => document.querySelector(selector).focus()", selector)
        self.press(*text)

    def press(self, *keys):
        actions = []
        for key in keys:
            codes = KEYS.get(key, key)
            actions += [{"type": "keyDown", "value": code} for code in codes] + [{"type": "keyUp", "value": code} for code in reversed(codes)]
        self.call("input.performActions", context=self.context, actions=[{"type": "key", "id": "keys", "actions": actions}])

    def screenshot(self, path, **_):
        origin = "viewport" if self.run("() => Boolean(document.querySelector('dialog[open]'))") else "document"
        picture = self.call("browsingContext.captureScreenshot", context=self.context, origin=origin)["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(picture))
        return 0

    def dark(self, dark):
        pass

    def console(self):
        self.call("browsingContext.getTree")
        entries, self.entries = self.entries, []
        return entries

    def close(self):
        try:
            self.call("browser.close")
            self.server.wait(20)
        except Exception:
            self.server.kill()
        with contextlib.suppress(Exception):
            self.stack.close()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
