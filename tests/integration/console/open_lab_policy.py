"""Journey J2 from its first step, by keyboard alone in a real window: Ctrl+O, a lab's policy file with a placeholder, a scratch workspace,
flow and XML side by side, a policy from the palette whose first required field has the focus, save, the gateway takes it.
Runs under the GUI driver (fresh HOME, Xvfb); SHOTS names a folder for screenshots."""
import os
import re
import sys

import atlib
from designer import Designer, fail, keys, lab_file, read, scratch_policy, shot, stage, typed

path = lab_file()
console = Designer()
keys("ctrl+o")
console.wait("Path to open")
keys("ctrl+a")
typed(path)
console.wait_node("A policy document:", "what the path is")
shot("lab-open")
keys("Escape", "Return")
console.wait("Open the policy")
stage("the dialog lists " + ", ".join(node.name for node in console.nodes(r"^\{")))
shot("lab-placeholders")
keys("Return")
atlib.wait(lambda: os.path.exists(scratch_policy()), 10, "the scratch workspace")
console.wait_card(r"^set-backend-service.*aoai-pool", "the card with the simulated backend", 20)
console.wait("Policy XML", 10)
stage("flow and XML of the scratch workspace")
if 'backend-id="aoai-pool"' not in read(scratch_policy()) or "<!-- the pool that" not in read(scratch_policy()):
    fail("the placeholder is not filled in, or a comment is gone")
shot("lab-split")
keys("alt+0", "Home", "Down")
keys("ctrl+shift+a")
typed("llm-semantic-cache-l")
keys("Return")
console.wait_card(r"^llm-semantic-cache-lookup", "the new card")
where = atlib.wait(console.focused, 5, "a focused field")
if not [name for name in where if "required" in name]:
    fail(f"the first required field has not the focus: {where}")
stage(f"inserted; focus is on {where}")
shot("lab-inserted")
typed("0.8")
console.wait_card(r"^llm-semantic-cache-lookup.*0\.8", "the typed score on the card")
keys("ctrl+z", "ctrl+z")
atlib.wait(lambda: not [name for name in console.cards() if name.startswith("llm-semantic")], 5, "the card to go by undo")
keys("alt+0", "Home", "Down", "Down")
keys("ctrl+d")
atlib.wait(lambda: len([name for name in console.cards() if name.startswith("llm-token-limit")]) == 2
           or len([name for name in console.cards() if name.startswith("set-backend")]) == 2, 5, "the copy")
keys("ctrl+s")
atlib.wait(lambda: read(scratch_policy()).count("<llm-token-limit") + read(scratch_policy()).count("<set-backend-service") == 3, 5, "the saved copy")
revision = atlib.wait(lambda: console.nodes(r"revision [2-9]"), 15, "a new live revision")
stage(f"saved; {revision[0].name}")
shot("lab-saved")
sys.exit(0)
