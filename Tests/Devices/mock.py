"""Simulated devices for one test, by umockdev. Run by Debian's Python, which has its bindings: umockdev-wrapper /usr/bin/python3 mock.py

Reads a JSON array a line, answers with a JSON value a line; the first line says where the simulated /sys and /dev are.
    ["load", text]                                          a device recorded by umockdev-record; announced
    ["add", subsystem, name, parent, attributes, properties] gives the new device's path; announced
    ["announce", path, action]                              a message only
    ["set", path, attribute, value]                         an attribute of a device
    ["property", path, name, value]
    ["storm", path, count]                                  announces that many removals and additions, by turns
"""
import json
import sys

import gi
gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev

testbed = UMockdev.Testbed.new()


def flat(pairs):
    return [text for pair in pairs.items() for text in pair]


def load(text):
    testbed.add_from_string(text)


def add(subsystem, name, parent, attributes, properties):
    return testbed.add_device(subsystem, name, parent, flat(attributes), flat(properties))


def announce(path, action):
    testbed.uevent(path, action)


def storm(path, count):
    for number in range(count):
        testbed.uevent(path, "add" if number % 2 else "remove")


def change(path, attribute, value):
    testbed.set_attribute(path, attribute, value)


def set_property(path, name, value):
    testbed.set_property(path, name, value)


actions = {"load": load, "add": add, "announce": announce, "storm": storm, "set": change, "property": set_property}
print(json.dumps(testbed.get_root_dir()), flush=True)
for line in sys.stdin:
    name, *arguments = json.loads(line)
    print(json.dumps(actions[name](*arguments)), flush=True)
