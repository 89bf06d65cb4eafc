"""Journey J4 in a real window, driven through the accessibility tree: a pool's weight and priority edited, a breaker switched on, a region
failed, the trip and the recovery seen live. Runs under the GUI driver (fresh HOME, Xvfb); SHOTS names a folder for screenshots."""
import json
import os
import sys
import time

import pyatspi
import atlib

shots = os.environ.get("SHOTS", "")
home = os.environ["HOME"]


def shot(name):
    if shots:
        os.system(f"import -window root {shots}/{name}.png")


def key(keys):
    os.system(f"xdotool key {keys}")


def press(node):
    node.queryAction().doAction(0)


def find(name, seconds=10):
    return atlib.wait(lambda: atlib.find(application, name), seconds, name)


def starting_with(prefix):
    return next((node for node in atlib.walk(application) if node.name.startswith(prefix)), None)


def definition(backend):
    for folder, _, files in os.walk(home):
        if folder.endswith(f"/backends/{backend}") and "/trash/" not in folder:
            with open(f"{folder}/backendInformation.json") as file:
                return json.load(file)["properties"]
    return {}


def member(index):
    return definition("aoai-pool")["pool"]["services"][index]


application = atlib.app("model-gateway-console", 30)
send = find("Send")
atlib.wait(lambda: send.getState().contains(pyatspi.STATE_SENSITIVE), 20, "Send to be enabled")
key("ctrl+4")
weight = find("Weight of aoai-eastus")
shot("backends-start")

weight.queryValue().currentValue = 55
atlib.wait(lambda: member(0)["weight"] == 55, 5, "the weight in the file")
row = atlib.wait(lambda: starting_with("aoai-westus, weight"), 5, "the row of aoai-westus")
row.queryComponent().grabFocus()
key("alt+Down")
atlib.wait(lambda: member(1)["priority"] == 2, 5, "priority 2 in the file")
shot("backends-priorities")

row = atlib.wait(lambda: starting_with("aoai-eastus, weight"), 5, "the row of aoai-eastus")
row.queryComponent().grabFocus()
trip = find("Trip this backend when it fails")
press(trip)
atlib.wait(lambda: "circuitBreaker" in definition("aoai-eastus"), 5, "the rule in the file")
time.sleep(1)  # the engine reloads within 200 ms; the page shows its state 4 times a second

began = time.time()
press(find("Start fault"))
press(find("Send 50 requests to the backends"))
opened = atlib.wait(lambda: starting_with("aoai-eastus, weight 55, breaker open"), 20, "the breaker to open")
print(f"open after {time.time() - began:.1f} s")
time.sleep(1)
shot("backends-open")
atlib.wait(lambda: starting_with("aoai-eastus, weight 55, breaker closed"), 40, "the breaker to close")
print(f"closed again after {time.time() - began:.1f} s")
shot("backends-closed")
sys.exit(0)
