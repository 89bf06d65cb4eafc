"""The Azure journey (J6) against the demonstration, driven through the accessibility tree: sign in, import, edit, push with diff, undo.
Runs under the GUI driver: run.sh azure.py model-gateway-console --demo-azure --page azure. SHOTS names a folder for screenshots."""
import os
import pathlib
import re
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
        atlib.screenshot(f"{shots}/{name}.png")


def sensitive(node):
    return node.getState().contains(pyatspi.STATE_SENSITIVE)


def find(name, seconds=15):
    return atlib.wait(lambda: atlib.find(application, name), seconds, name)


def find_like(pattern, seconds=15):
    return atlib.wait(lambda: next((node for node in atlib.walk(application) if re.search(pattern, node.name or "")), None), seconds, pattern)


def press_when_ready(node):
    atlib.wait(lambda: sensitive(node), 20, f"{node.name} to be enabled")
    atlib.press(node)


application = atlib.app("model-gateway-console", 30)
stage("window")
find_like("^Demonstration")
shot("azure-1-signed-out")
press_when_ready([node for node in atlib.walk(application) if node.name == "Sign in"][-1])  # the first one is the step
services = find("API Management services")
atlib.wait(lambda: services.childCount == 1, 20, "the demonstration's service")
stage("signed in, service listed")
shot("azure-2-service")

folder = pathlib.Path(os.environ["HOME"]) / "imported"
find_like("^Import").queryAction().doAction(0)
field = find("Workspace folder")
atlib.enter(field, str(folder))
press_when_ready([node for node in atlib.walk(application) if node.name == "Import"][-1])
atlib.wait(lambda: (folder / ".model-gateway/azure/import.json").exists(), 30, "the import")
find_like(r"files? written")
stage("imported")
shot("azure-3-import")

policy = folder / "apis/inference-api/operations/chat-completions/policy.xml"
text = policy.read_text()
policy.write_text(text.replace('"500"', '"1000"'))
find_like("^Push").queryAction().doAction(0)
difference = find("Difference between Azure and the workspace")
atlib.wait(lambda: 'tokens-per-minute="1000"' in atlib.text(difference), 20, "the difference")
shown = atlib.text(difference)
if '-    <llm-token-limit' not in shown or '+    <llm-token-limit' not in shown:
    sys.exit(f"the difference is not shown:\n{shown}")
stage("compared")
shot("azure-4-push")
atlib.press(find("I have read the differences"))
press_when_ready(find("Push 1 change"))
find_like("^Pushed 1 change")
find_like("say the same")
stage("pushed")
shot("azure-5-pushed")
press_when_ready(find("Undo push"))
find_like("^The push is undone")
atlib.wait(lambda: 'tokens-per-minute="1000"' in atlib.text(difference), 20, "the edit to show again")
if 'tokens-per-minute="1000"' not in policy.read_text():
    sys.exit("the local edit is lost")
stage("undone")
shot("azure-6-undone")
calls = atlib.text(find("Calls to Azure, each as az rest"))
if "az rest --method put" not in calls:
    sys.exit("the calls are not listed")
