"""First start with an empty home, driven through the accessibility tree: window, prompt, answer, burst, throttle figure within 30 s.
Runs under the GUI driver (fresh HOME, Xvfb); SHOTS names a folder for screenshots."""
import os
import re
import sys
import time

import pyatspi
import atlib

start = time.time()
shots = os.environ.get("SHOTS", "")


def stage(what):
    print(f"{time.time() - start:6.1f} s  {what}", flush=True)


def text_of(node):
    text = node.queryText()
    return text.getText(0, text.characterCount)


def press(node):
    node.queryAction().doAction(0)


def shot(name):
    if shots:
        os.system(f"import -window root {shots}/{name}.png")


application = atlib.app("model-gateway-console", 20)
stage("window")
prompt = atlib.wait(lambda: atlib.find(application, "Prompt"), 10, "Prompt")
send = atlib.wait(lambda: atlib.find(application, "Send"), 10, "Send")
answer = atlib.wait(lambda: atlib.find(application, "Answer"), 10, "Answer")


def once(name):
    count = sum(1 for node in atlib.walk(application) if node.name == name)
    if count != 1:
        sys.exit(f"'{name}' is borne by {count} controls")


for name in ("Prompt", "Send", "Send request", "Answer", "Burst"):
    once(name)
atlib.wait(lambda: send.getState().contains(pyatspi.STATE_SENSITIVE), 15, "Send to be enabled")
stage("gateway ready")
prompt.queryEditableText().setTextContents("Say hello in three languages.")
press(send)
atlib.wait(lambda: "Bonjour" in text_of(answer), 10, "an answer")
stage("answer")
shot("answer")
burst = atlib.find(application, "Burst")
press(burst)


def throttled():
    for node in atlib.walk(application):
        if node.name.startswith("Throttled"):
            number = re.search(r"\d[\d,]*", node.name)
            if number and int(number.group().replace(",", "")) > 0:
                return node.name
    return None


figure = atlib.wait(throttled, 20, "a throttle figure above 0")
stage(figure)
time.sleep(1)
shot("burst")
total = time.time() - start
print(f"first start to throttle figure: {total:.1f} s")
sys.exit(0 if total <= 30 else "more than 30 s")
