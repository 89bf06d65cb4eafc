"""Journey J4 in a real window, driven through the accessibility tree: a pool's weight and priority edited, a breaker switched on, a region
failed, the trip and the recovery seen live. What the window says is held against the times that the engine itself has recorded, half a
second apart at most. Runs under the GUI driver (fresh HOME, Xvfb), the engine as a process of its own so that its management API can be
asked; SHOTS names a folder for screenshots, THEME=dark
the dark theme, BOUND another bound in seconds (a busy machine)."""
import datetime
import json
import os
import signal
import sys
import time
import urllib.request

import pyatspi
import atlib

shots = os.environ.get("SHOTS", "")
home = os.environ["HOME"]
bound = float(os.environ.get("BOUND", "0.5"))


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


def ready_file():
    """The engine's, named on the command line of the process that the console has started."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                words = file.read().decode().split("\0")
            with open(f"/proc/{pid}/environ", "rb") as file:
                mine = f"HOME={home}\0".encode() in file.read()
        except OSError:
            continue
        if mine and "--ready-file" in words:
            return words[words.index("--ready-file") + 1]
    return None


def manage(path):
    request = urllib.request.Request(engine["management"] + path, headers={"Authorization": f"Bearer {engine['token']}"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def seconds(iso):
    """Of the engine's clock, which is this machine's: seven digits of fraction, as .NET writes them."""
    whole, fraction = iso.rstrip("Z").split(".")
    at = datetime.datetime.fromisoformat(whole).replace(tzinfo=datetime.timezone.utc)
    return at.timestamp() + float("0." + fraction)


def recorded(kind):
    """Time of the latest annotation of a kind."""
    times = [seconds(one["time"]) for one in manage("/v1/metrics")["annotations"] if one["kind"] == kind]
    return times[-1] if times else 0


def when(holds, what, patience):
    """When something first holds; asked as fast as the bus answers."""
    end = time.time() + patience
    while time.time() < end:
        if holds():
            return time.time()
    raise AssertionError(f"{what} has not come within {patience} s")


def seen(node, words, patience):
    return when(lambda: words in node.name, f"'{words}' in '{node.name}'", patience)


late = []


def judge(what, happened, shown):
    delay = shown - happened
    print(f"{what}: shown {delay * 1000:.0f} ms after the engine's record", flush=True)
    if delay > bound:
        late.append(what)


application = atlib.app("model-gateway-console", 30)
send = find("Send")
atlib.wait(lambda: send.getState().contains(pyatspi.STATE_SENSITIVE), 20, "Send to be enabled")
with open(atlib.wait(ready_file, 10, "the engine's ready file")) as file:
    engine = json.load(file)
if os.environ.get("THEME") == "dark":
    key("ctrl+shift+p")
    time.sleep(0.5)
    key(" ".join("dark"))
    key("Return")
    time.sleep(0.5)
key("ctrl+4")
weight = find("Weight of aoai-eastus")
shot("backends-start")

row = atlib.wait(lambda: starting_with("aoai-eastus, weight"), 5, "the row of aoai-eastus")
began = time.time()
weight.queryValue().currentValue = 55
judge("weight", began, seen(row, "weight 55", 10))
atlib.wait(lambda: member(0)["weight"] == 55, 5, "the weight in the file")
atlib.wait(lambda: recorded("policySaved") > began, 5, "the reload")
print(f"weight: used by the engine {(recorded('policySaved') - began) * 1000:.0f} ms after it was set", flush=True)
row = atlib.wait(lambda: starting_with("aoai-westus, weight"), 5, "the row of aoai-westus")
row.queryComponent().grabFocus()
key("alt+Down")
atlib.wait(lambda: member(1)["priority"] == 2, 5, "priority 2 in the file")
shot("backends-priorities")

row = atlib.wait(lambda: starting_with("aoai-eastus, weight"), 5, "the row of aoai-eastus")
row.queryComponent().grabFocus()
before = recorded("policySaved")
press(find("Trip this backend when it fails"))
atlib.wait(lambda: "circuitBreaker" in definition("aoai-eastus"), 5, "the rule in the file")
atlib.wait(lambda: recorded("policySaved") > before, 5, "the rule in the engine")

clear = find("Clear faults")
press(find("Start fault"))
shown = when(lambda: clear.getState().contains(pyatspi.STATE_SENSITIVE), "the fault that can be cleared", 10)
judge("fault", recorded("faultOn"), shown)
row = atlib.wait(lambda: starting_with("aoai-eastus, weight 55"), 5, "the row of aoai-eastus")
press(find("Send 50 requests to the backends"))
opened = seen(row, "breaker open", 30)


def trip():
    """The engine's own record; there may be several trips while the fault lasts: the first is the one the window has shown first."""
    history = next(one for one in manage("/v1/state")["backends"] if one["id"] == "aoai-eastus")["history"]
    return history[0]


judge("trip", seconds(trip()["tripped"]), opened)
if shots:
    time.sleep(1)  # the picture, not the measure: the window paints after it has said so
shot("backends-open")
closed = seen(row, "breaker closed", 60)
last = next(one for one in manage("/v1/state")["backends"] if one["id"] == "aoai-eastus")["history"][-1]
judge("recovery", seconds(last["closes"]), closed)
shot("backends-closed")

# Held open by hand, it stays so until it is released.
press(find("Hold the breaker of aoai-eastus open"))
held = seen(row, "breaker held open", 10)
judge("hold", recorded("breakerHeld"), held)
if shots:
    time.sleep(1)
shot("backends-held")
press(find("Release the breaker of aoai-eastus"))
released = seen(row, "breaker closed", 10)
judge("release", recorded("breakerReleased"), released)

# What answers for it is simulated, and its limits can be set.
press(find("Parts of the backend: Simulator"))
limit = atlib.wait(lambda: starting_with("Requests per minute of gpt-4o-mini"), 5, "the limits of the simulated region")
limit.queryValue().currentValue = 60
atlib.wait(lambda: any(one["name"] == "gpt-4o-mini" and one["requestsPerMinute"] == 60 for one in manage("/v1/simulator")["deployments"]),
           5, "the limit in the simulator")
shot("backends-simulator")

# The policies that name the pool, each a step away.
users = atlib.wait(lambda: starting_with("Used by"), 5, "the policies of the pool")
users.queryComponent().grabFocus()
key("space")
time.sleep(0.5)
shot("backends-users")
key("Down Return")
atlib.wait(lambda: (flow := atlib.find(application, "Flow")) and flow.getState().contains(pyatspi.STATE_SHOWING), 10, "the policy")
shot("backends-policy")


def answers():
    try:
        manage("/v1/status")
        return True
    except OSError:
        return False


# A console that crashes leaves no gateway behind that keeps the port.
assert answers()
os.kill(application.get_process_id(), signal.SIGKILL)
when(lambda: not answers(), "the gateway's end after the console's", 10)
if late:
    sys.exit(f"later than {bound * 1000:.0f} ms: {', '.join(late)}")
