"""Journey J2 by keyboard in a real window: open a policy, add one from the palette, fill its form, move, switch off, duplicate, undo,
save, and see the gateway take it. Runs under the GUI driver (fresh HOME, Xvfb); SHOTS names a folder for screenshots."""
import glob
import os
import re
import subprocess
import sys
import time

import pyatspi
import atlib

start = time.time()
shots = os.environ.get("SHOTS", "")


def stage(what):
    print(f"{time.time() - start:6.1f} s  {what}", flush=True)


def shot(name):
    if shots:
        os.system(f"import -window root {shots}/{name}.png")


def keys(*chords):
    atlib.keys(*chords)
    time.sleep(0.15)


def typed(text):
    subprocess.run(["xdotool", "type", "--delay", "12", text], check=True)
    time.sleep(0.3)


def focused():
    """Names of what says it has the focus; Qt's tab bars say so of their current tab, too."""
    return [n.name for n in atlib.walk(application) if n.getState().contains(pyatspi.STATE_FOCUSED) and n.getRoleName() != "page tab"]


def policy_file():
    found = glob.glob(os.environ["HOME"] + "/.local/share/model-gateway/workspaces/*/apis/inference-api/policy.xml")
    return found[0] if found else None


def text():
    with open(policy_file(), encoding="utf-8") as file:
        return file.read()


def cards():
    return [node.name for node in atlib.walk(application) if re.search(r"Inbound step \d+ of \d+", node.name or "")]


def wait_card(pattern, what):
    return atlib.wait(lambda: [name for name in cards() if re.search(pattern, name)], 8, what)


application = atlib.app("model-gateway-console", 30)
atlib.wait(policy_file, 20, "the starter workspace")
send = atlib.wait(lambda: atlib.find(application, "Send"), 15, "Send")
atlib.wait(lambda: send.getState().contains(pyatspi.STATE_SENSITIVE), 30, "the gateway")
stage("gateway ready")
original = text()

keys("ctrl+2")
atlib.wait(cards, 15, "the cards of the inference API")
stage(f"flow with {len(cards())} inbound cards: {cards()[0]}")
shot("j2-flow")

keys("ctrl+shift+a")
typed("set-query")
shot("j2-palette")
keys("Return")
wait_card(r"^set-query-parameter", "the new card")
where = atlib.wait(focused, 5, "a focused field")
stage(f"inserted; focus is on {where}")
if "name, required" not in where:
    sys.exit("the first required field has not the focus")
typed("source")
wait_card(r"^set-query-parameter.*source", "the typed name on the card")
stage("the form's text is on the card")
shot("j2-form")

keys("alt+0", "alt+Up")
stage("moved up: " + wait_card(r"^set-query-parameter", "the moved card")[0])
keys("ctrl+d")
atlib.wait(lambda: len([name for name in cards() if name.startswith("set-query-parameter")]) == 2, 5, "the copy")
keys("ctrl+slash")
wait_card(r"switched off", "the switched-off copy")
stage("duplicated and switched off")
shot("j2-off")
keys("Delete")
atlib.wait(lambda: not [name for name in cards() if "switched off" in name], 5, "the copy to go")
keys("ctrl+z", "ctrl+z")
stage("undone: " + ", ".join(name.split(",")[0] for name in cards()))
keys("ctrl+alt+2")
atlib.wait(lambda: atlib.find(application, "Policy XML"), 5, "the XML beside the flow")
shot("j2-split")
keys("ctrl+s")
atlib.wait(lambda: "set-query-parameter" in text(), 5, "the saved file")
revision = atlib.wait(lambda: [n.name for n in atlib.walk(application) if re.search(r"revision [2-9]", n.name or "")], 10, "a new live revision")
stage(f"saved; {revision[0]}")
shot("j2-saved")
for _ in range(12):
    keys("ctrl+z")
keys("ctrl+s")
atlib.wait(lambda: text() == original, 8, "the original bytes")
stage("all undone and saved: the original bytes")
sys.exit(0)
