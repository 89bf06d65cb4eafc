"""kill -9 while a policy is edited: at most 2 s of edits are lost and the file stays the saved one. That the next start offers the text
is tested in tests/ui/documents_test.cpp. Runs under the GUI driver; PROGRAM names the console's binary."""
import glob
import os
import signal
import subprocess
import sys
import time

import atlib

home = os.environ["HOME"]


def policy_file():
    found = glob.glob(home + "/.local/share/model-gateway/workspaces/*/apis/inference-api/policy.xml")
    return found[0] if found else None


def journal():
    return glob.glob(home + "/.local/state/model-gateway/recovery/*.json")


application = atlib.app("model-gateway-console", 30)
atlib.wait(policy_file, 20, "the starter workspace")
saved = open(policy_file(), encoding="utf-8").read()
time.sleep(2)
atlib.keys("ctrl+2")
atlib.wait(lambda: atlib.find(application, "Inbound policies"), 15, "the flow")
atlib.keys("ctrl+alt+3")
atlib.wait(lambda: atlib.find(application, "Policy XML"), 10, "the XML")
time.sleep(0.5)
atlib.keys("ctrl+Home")
subprocess.run(["xdotool", "type", "--delay", "30", "<!-- kept -->"], check=True)
typed = time.time()
atlib.wait(journal, 6, "the journal")
print(f"journal {time.time() - typed:.1f} s after typing")
time.sleep(2.2)
pids = [int(pid) for pid in subprocess.run(["pgrep", "-f", os.environ["PROGRAM"]], capture_output=True, text=True).stdout.split()]
pids = [pid for pid in pids if os.environ["DISPLAY"] in open(f"/proc/{pid}/environ", encoding="utf-8", errors="replace").read()]
for pid in pids:
    if os.path.basename(os.readlink(f"/proc/{pid}/exe")) == os.path.basename(os.environ["PROGRAM"]):
        os.kill(pid, signal.SIGKILL)
time.sleep(1)
if open(policy_file(), encoding="utf-8").read() != saved:
    sys.exit("the file on disk is not the saved one")
if "<!-- kept -->" not in open(journal()[0], encoding="utf-8").read():
    sys.exit("the journal lacks what was typed")
print("the file is the saved one, the journal holds what was typed")
sys.exit(0)
