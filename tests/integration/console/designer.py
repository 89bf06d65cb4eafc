"""What the scripts of the designer's journeys share: waiting for cards, typing, clicking and dragging with a real pointer, pictures."""
import os
import re
import subprocess
import sys
import time

import pyatspi
import atlib

START = time.time()
SHOTS = os.environ.get("SHOTS", "")

LAB_POLICY = """<policies>
    <inbound>
        <base />
        <!-- the pool that the lab's template makes -->
        <set-backend-service backend-id="{backend-id}" />
        <llm-token-limit counter-key="@(context.Subscription.Id)"
            tokens-per-minute="100" estimate-prompt-tokens="false" remaining-tokens-variable-name="remainingTokens" />
    </inbound>
    <backend>
        <base />
    </backend>
    <outbound>
        <base />
    </outbound>
    <on-error>
        <base />
    </on-error>
</policies>
"""


def stage(what):
    print(f"{time.time() - START:6.1f} s  {what}", flush=True)


def shot(name):
    if SHOTS:
        time.sleep(0.3)
        os.system(f"import -window root {SHOTS}/{name}.png")


def keys(*chords):
    atlib.keys(*chords)
    time.sleep(0.15)


def typed(text):
    subprocess.run(["xdotool", "type", "--delay", "12", text], check=True)
    time.sleep(0.3)


def middle(node):
    box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    return box.x + box.width // 2, box.y + box.height // 2


def pointer(x, y, *more):
    subprocess.run(["xdotool", "mousemove", str(x), str(y), *more], check=True)
    time.sleep(0.08)


def click(node, button=1):
    pointer(*middle(node), "click", str(button))
    time.sleep(0.25)


def drag(source, target, offset=0):
    """From the middle of one control to the middle of another (offset pixels below it), in steps as a hand makes them."""
    (x, y), (to_x, to_y) = middle(source), middle(target)
    to_y += offset
    pointer(x, y, "mousedown", "1")
    for step in range(1, 13):
        pointer(x + (to_x - x) * step // 12, y + (to_y - y) * step // 12)
    pointer(to_x + 1, to_y + 1)
    time.sleep(0.3)


def drop():
    subprocess.run(["xdotool", "mouseup", "1"], check=True)
    time.sleep(0.4)


class Designer:
    """The running console."""

    def __init__(self):
        self.application = atlib.app("model-gateway-console", 40)
        send = atlib.wait(lambda: self.find("Send"), 20, "Send")
        atlib.wait(lambda: send.getState().contains(pyatspi.STATE_SENSITIVE), 40, "the gateway")
        stage("gateway ready")

    def find(self, name, role=None):
        return atlib.find(self.application, name, role)

    def wait(self, name, seconds=10, role=None):
        return atlib.wait(lambda: self.find(name, role), seconds, name)

    def nodes(self, pattern):
        return [node for node in atlib.walk(self.application) if re.search(pattern, node.name or "")]

    def wait_node(self, pattern, what, seconds=8):
        return atlib.wait(lambda: self.nodes(pattern), seconds, what)[0]

    def cards(self):
        return [node.name for node in self.nodes(r"(Inbound|Backend|Outbound) step \d+ of \d+")]

    def wait_card(self, pattern, what, seconds=8):
        return atlib.wait(lambda: [name for name in self.cards() if re.search(pattern, name)], seconds, what)[0]

    def focused(self):
        return [n.name for n in atlib.walk(self.application)
                if n.getState().contains(pyatspi.STATE_FOCUSED) and n.getRoleName() != "page tab"]


def lab_file():
    folder = os.environ["HOME"] + "/labs/token-rate-limiting"
    os.makedirs(folder, exist_ok=True)
    with open(folder + "/policy.xml", "w", encoding="utf-8") as file:
        file.write(LAB_POLICY)
    return folder + "/policy.xml"


def scratch_policy():
    return os.environ["HOME"] + "/.local/share/model-gateway/workspaces/token-rate-limiting/apis/inference-api/policy.xml"


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def fail(reason):
    shot("failed")
    sys.exit(reason)
