"""The Azure journey (J6) against the demonstration, driven through the accessibility tree, to its end: sign in, subscription, services, import,
connection (validate locally, create, validate in Foundry), push with diff and undo, deploy the lab, verify (trace, logs, metrics, agent), clean up.
Runs under the GUI driver: run.sh azure.py model-gateway-console --demo-azure --page azure. SHOTS names a folder for screenshots, THEME=dark for
the dark ones."""
import os
import pathlib
import re
import sys
import time

import pyatspi
import atlib

start = time.time()
shots = os.environ.get("SHOTS", "")
theme = os.environ.get("THEME", "light")


def stage(what):
    print(f"{time.time() - start:6.1f} s  {what}", flush=True)


def shot(name):
    if shots:
        time.sleep(0.4)  # for the picture only: painting follows the tree
        atlib.screenshot(f"{shots}/azure-{name}-{theme}.png")


def states(node):
    return node.getState()


def ready(node):
    return states(node).contains(pyatspi.STATE_SENSITIVE) and states(node).contains(pyatspi.STATE_SHOWING)


def nodes(name):
    return [node for node in atlib.walk(application) if node.name == name]


def find(name, seconds=20):
    return atlib.wait(lambda: next((node for node in nodes(name) if states(node).contains(pyatspi.STATE_SHOWING)), None), seconds, name)


def find_like(pattern, seconds=30):
    return atlib.wait(lambda: next((node for node in atlib.walk(application)
                                    if re.search(pattern, node.name or "") and states(node).contains(pyatspi.STATE_SHOWING)), None), seconds, pattern)


buttons = ("push button", "toggle button", "check box", "radio button", "button menu", "menu item")


def press(name, seconds=40):
    def look():  # the tree may change between finding and pressing: then it is looked for again
        node = next((node for node in nodes(name) if ready(node) and node.getRoleName() in buttons), None)
        return node and (atlib.press(node) or True)
    atlib.wait(look, seconds, f"{name} to be enabled")


def enter(name, value):
    """Into a field; its label has the same name."""
    def look():
        node = next((node for node in nodes(name) if ready(node) and node.getRoleName() in ("text", "password text", "entry")), None)
        return node and (atlib.enter(node, value) or True)
    atlib.wait(look, 20, f"field {name}")


def step(title):
    """A step of the stepper: its name begins with the title."""
    def look():
        return next((node for node in atlib.walk(application) if re.match(rf"{title}(:|$)", node.name or "") and node.getRoleName() in ("toggle button", "push button", "radio button", "check box")), None)
    atlib.press(atlib.wait(look, 20, f"step {title}"))


def rows(name):
    """The rows of a list; its heading has the same name, so it is found by its role."""
    node = next((node for node in nodes(name) if node.getRoleName() in ("list", "table", "tree", "tree table")), None)
    return [child.name for child in (node.getChildAtIndex(i) for i in range(node.childCount)) if child and child.name] if node else []


def confirm(button):
    """A question in a dialog."""
    def look():
        for window in application:
            if window.getRoleName() in ("dialog", "alert"):
                found = next((node for node in atlib.walk(window) if (node.name or "").replace("&", "") == button), None)
                if found:
                    return found
    atlib.press(atlib.wait(look, 20, f"{button} of the dialog"))


application = atlib.app("model-gateway-console", 30)
stage("window")
find_like("^Demonstration")
if theme == "dark":
    atlib.keys("ctrl+shift+p")
    time.sleep(0.5)
    atlib.keys(*"dark")
    atlib.keys("Return")
    time.sleep(0.5)
shot("1-sign-in")
press("Sign in to Azure")
find("Subscriptions")
press("Next: services")
stage("signed in, subscription chosen")
find("Foundry projects")
atlib.wait(lambda: rows("API Management services"), 20, "the demonstration's service")
shot("3-services")
press("Next: import")
folder = pathlib.Path(os.environ["HOME"]) / "imported"
enter("Workspace folder", str(folder))
press("Import the service")
atlib.wait(lambda: (folder / ".model-gateway/azure/import.json").exists(), 30, "the import")
atlib.wait(lambda: any("written" in row for row in rows("What was imported")), 20, "the report of the import")
stage("imported")
shot("4-import")

step("Connection")
find("Findings about the connection")
press("Validate locally")
find_like("^local gateway: valid", 60)
made = rows("Requests of the validation")
if len(made) < 3 or not any(row.startswith("chat") for row in made):
    sys.exit(f"the requests are not listed: {made}")
stage(f"connection validated locally, {len(made)} requests")
shot("5-connection-local")
enter("Target", "not an address")
atlib.wait(lambda: any("not an absolute" in row for row in rows("Findings about the connection")), 10, "the finding about the target")
shot("5-connection-fault")
enter("Target", "https://apim-demo.demonstration.invalid/inference/openai")
enter("Key", "demonstration-key")
press("Create the connection")
confirm("Yes")
find_like("^The connection is there")
stage("connection created")
press("Validate in Foundry")
find_like("^in Foundry: ", 60)
stage("connection validated in Foundry")
shot("5-connection-foundry")

policy = folder / "apis/inference-api/operations/chat-completions/policy.xml"
policy.write_text(policy.read_text().replace('"500"', '"1000"'))
backend = folder / "backends/aoai-north/backendInformation.json"
backend.parent.mkdir()
backend.write_text('{\n  "properties": {\n    "url": "https://aoai-north.openai.azure.com/openai",\n    "protocol": "http"\n  }\n}\n')
step("Push")
atlib.wait(lambda: len(rows("Changes")) == 2, 30, "two changes")
difference = "Difference between Azure and the workspace"
atlib.wait(lambda: any(row.startswith("added: ") for row in rows(difference)), 20, "the difference")
find_like("[0-9] of [0-9] passed")
stage("compared and checked")
shot("6-push-inline")
press("How the difference is shown: Side by side")
shot("6-push-side")
press("How the difference is shown: Inline")
atlib.press(find("I have read the differences"))
press("Push 2 changes")
find_like("^Pushed 2 changes")
find_like("say the same")
stage("pushed")
shot("6-pushed")
press("Undo push")
find_like("^The push is undone")
atlib.wait(lambda: len(rows("Changes")) == 2, 30, "the edits to show again")
if '"1000"' not in policy.read_text():
    sys.exit("the local edit is lost")
stage("undone")

press("What goes to Azure: Lab")
find("Parameters")
enter("API path", "in ference?")
atlib.wait(lambda: any("inferenceAPIPath" in row for row in rows("Parameters")), 10, "the finding about the path")
shot("6-lab-fault")
enter("API path", "inference")
press("What-if")
find_like("^what-if: ")
shot("6-lab-what-if")
press("Deploy the lab")
confirm("Yes")
find_like("^[0-9]+ made", 30)
shot("6-lab-running")
find_like("^The lab is deployed", 60)
if len(rows("Resources")) < 20 or not rows("Outputs"):
    sys.exit("resources or outputs of the deployment are missing")
stage(f"lab deployed, {len(rows('Resources'))} resources")
shot("6-lab-deployed")

step("Verify")
press("Send through Azure")
find_like(r"^[0-9]+ steps?, ", 30)
stage("traces compared")
shot("7-trace")
press("What is verified: Logs")
find("KQL")
press("Run query")
find_like(r"^[0-9]+ rows?$")
shot("7-logs")
press("What is verified: Metrics")
press("Read metrics")
time.sleep(1)
shot("7-metrics")
press("What is verified: Agent")
press("Ask the agent")
find_like("^model-gateway-check version 1")
atlib.wait(lambda: rows("Calls that reached the gateway"), 20, "the gateway's calls")
stage("logs, metrics, agent")
shot("7-agent")

step("Clean up")
press("Look for what was made")
atlib.wait(lambda: len(rows("Steps of the clean-up")) >= 7, 30, "the steps of the clean-up")
shot("8-clean-up")
press("Delete and purge…")
name = atlib.wait(lambda: next((node for window in application if window.getRoleName() in ("dialog", "alert")
                                for node in atlib.walk(window) if node.getRoleName() == "text"), None), 10, "the field of the dialog")
atlib.enter(name, "lab-ai-foundry-model-gateway")
confirm("OK")
find_like("^Cleaned up", 60)
left = rows("What is left over")
if not any(row.startswith("Nothing is left over") for row in left):
    sys.exit(f"left over: {left}")
stage("cleaned up")
shot("8-cleaned-up")
press("Show the calls")
calls = atlib.text(next(node for node in nodes("Calls to Azure, each as az rest") if node.getRoleName() == "text"))
for method in ("get", "put", "post", "delete"):
    if f"az rest --method {method}" not in calls:
        sys.exit(f"no {method} among the calls")
step("Sign in")
press("Sign out")
stage("signed out")
