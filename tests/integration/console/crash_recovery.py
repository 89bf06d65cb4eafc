"""kill -9 while someone types: at most 2 s of edits are lost, the file stays the saved one, and the next start offers the text and brings
it back. Runs under the GUI driver; PROGRAM names the console's binary, SHOTS a folder for screenshots."""
import glob
import json
import os
import signal
import subprocess
import sys
import time

import atlib
from designer import Designer, fail, keys, read, shot, stage

HOME = os.environ["HOME"]
PROGRAM = os.environ["PROGRAM"]
PAUSE = 0.05  # between two characters


def policy_file():
    found = glob.glob(HOME + "/.local/share/model-gateway/workspaces/*/apis/inference-api/policy.xml")
    return found[0] if found else None


def journal():
    return glob.glob(HOME + "/.local/state/model-gateway/recovery/*.json")


def running():
    """Process ids of the console on this display; others are left alone."""
    found = []
    for entry in glob.glob("/proc/[0-9]*/exe"):
        try:
            if os.path.realpath(entry) != os.path.realpath(PROGRAM):
                continue
            with open(os.path.dirname(entry) + "/environ", encoding="utf-8", errors="replace") as file:
                if f"DISPLAY={os.environ['DISPLAY']}\0" in file.read():
                    found.append(int(entry.split("/")[2]))
        except OSError:
            continue
    return found


console = Designer()
atlib.wait(policy_file, 20, "the starter workspace")
saved = read(policy_file())
keys("ctrl+2")
console.wait("Inbound policies", 15)
keys("ctrl+alt+3")
console.wait("Policy XML", 10)
time.sleep(0.5)
keys("ctrl+Home")
subprocess.run(["xdotool", "type", "<!-- "], check=True)
began = time.time()
count = 0
while time.time() - began < 7:
    subprocess.run(["xdotool", "type", "--delay", "0", chr(ord("a") + count % 26)], check=True)
    count += 1
    time.sleep(PAUSE)
rate = count / (time.time() - began)
for pid in running():
    os.kill(pid, signal.SIGKILL)
time.sleep(1)
if read(policy_file()) != saved:
    fail("the file on disk is not the saved one")
if not journal():
    fail("there is no journal")
with open(journal()[0], encoding="utf-8") as file:
    kept = json.load(file)["text"]
start = kept[kept.index("<!-- ") + 5:]
alphabet = "".join(chr(ord("a") + i % 26) for i in range(count))
length = 0
while length < count and start[length:length + 1] == alphabet[length]:
    length += 1
lost = (count - length) / rate
stage(f"killed after {count} characters at {rate:.0f} per second; the journal has {length}: {lost:.2f} s lost")
if lost > 2:
    fail("more than 2 s of edits are lost")

subprocess.Popen([PROGRAM])
time.sleep(1)
console = Designer()
keys("ctrl+2")
try:
    console.wait_node(r"unsaved polic", "the offer", 20)
except AssertionError as problem:
    fail(str(problem))
shot("recovery-offer")
atlib.press(console.wait("Compare and restore", 10))
atlib.wait(lambda: console.find("Restore"), 10, "the comparison")
shot("recovery-compare")
if read(policy_file()) != saved:
    fail("the gateway's file is not the saved one")
atlib.press(console.find("Restore"))
keys("ctrl+alt+3")
xml = console.wait("Policy XML", 10)
atlib.wait(lambda: "<!-- " + alphabet[:length] in atlib.text(xml), 10, "the recovered text")
shot("recovery-restored")
stage("offered, compared and restored; the file is still the saved one")
for pid in running():
    os.kill(pid, signal.SIGTERM)
sys.exit(0)
