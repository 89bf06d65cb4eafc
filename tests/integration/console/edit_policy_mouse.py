"""Journey J2 by mouse in a real window: File > Open, a lab's policy with a placeholder, a policy dragged out of the palette between two
cards (the insertion line says where), its form, the card dragged to another place, a refused drop with its reason, duplicate and delete
from the context menu, undo and save from the menus. Runs under the GUI driver; SHOTS names a folder for screenshots."""
import os
import re
import sys
import time

import atlib
from designer import Designer, click, drag, drop, fail, keys, lab_file, middle, pointer, read, scratch_policy, shot, stage, typed

path = lab_file()
console = Designer()


def menu(title, item):
    click(console.wait(title, 5, "menu item"))
    click(atlib.wait(lambda: [n for n in console.nodes("^" + re.escape(item)) if n.getRoleName() == "menu item"], 5, item)[0])


def card(pattern):
    return console.wait_node(pattern + r".*step \d+ of \d+", pattern)


menu("File", "Open")
click(console.wait("Path to open"))
keys("ctrl+a")
typed(path)
keys("Escape")
click(console.wait("Open the path"))
click(console.wait("Open the policy"))
atlib.wait(lambda: os.path.exists(scratch_policy()), 10, "the scratch workspace")
console.wait_card(r"^set-backend-service.*aoai-pool", "the card with the simulated backend", 20)
stage("scratch workspace opened by mouse")
before = read(scratch_policy())
click(console.wait("Flow", 5, "radio button") if console.find("Flow", "radio button") else console.wait("Flow"))
time.sleep(0.5)

click(console.wait("Find a policy"))
typed("set-query")
entry = console.wait_node(r"^set-query-parameter", "the palette's entry")
drag(entry, card("^set-backend-service"), 14)
shot("mouse-insertion")
drop()
console.wait_card(r"^set-query-parameter, Inbound step 3", "the dropped card")
stage("dragged out of the palette to its place")
if "{" in read(scratch_policy()):
    fail("a placeholder is left")

click(card("^set-query-parameter"))
click(console.wait("name, required"))
typed("source")
console.wait_card(r"^set-query-parameter.*source", "the typed name on the card")
shot("mouse-form")

drag(card("^set-query-parameter"), card("^llm-token-limit"), 16)
drop()
console.wait_card(r"^set-query-parameter, Inbound step 4", "the card at its new place")
stage("dragged behind llm-token-limit")

drag(card("^llm-token-limit"), console.wait("Outbound policies"))
shot("mouse-refused")
drop()
if not [name for name in console.cards() if name.startswith("llm-token-limit, Inbound")]:
    fail("a policy went where it is not allowed")
stage("the drop on outbound was refused")

# Qt shows no popup menus in the accessibility tree: their rows are found by their place below the pointer.
DUPLICATE, DELETE = 139, 232
x, y = middle(card("^set-query-parameter"))
pointer(x, y, "click", "3")
time.sleep(0.4)
shot("mouse-menu")
pointer(x + 50, y + DUPLICATE, "click", "1")
atlib.wait(lambda: len([name for name in console.cards() if name.startswith("set-query-parameter")]) == 2, 5, "the copy")
x, y = middle(card("^set-query-parameter"))
pointer(x, y, "click", "3")
time.sleep(0.4)
pointer(x + 50, y + DELETE, "click", "1")
atlib.wait(lambda: len([name for name in console.cards() if name.startswith("set-query-parameter")]) == 1, 5, "one to go")
stage("duplicated and deleted by the context menu")
menu("File", "Save the policy")
atlib.wait(lambda: "set-query-parameter" in read(scratch_policy()), 5, "the saved file")
shot("mouse-saved")
for _ in range(20):
    if read(scratch_policy()) == before:
        break
    menu("Edit", "Undo")
    menu("File", "Save the policy")
    time.sleep(0.3)
if read(scratch_policy()) != before:
    fail("undo did not give the bytes back")
stage("all undone and saved: the bytes of before")
sys.exit(0)
