"""The helper's protocol once more, from its description alone, for tests that need one helper by itself."""
import os
import socket
import struct
import subprocess


class Helper:
    def __init__(self, program):
        ours, theirs = socket.socketpair()
        self.process = subprocess.Popen(
            [program], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=[3], start_new_session=True, env={},
            preexec_fn=lambda: os.dup2(theirs.fileno(), 3))
        theirs.close()
        self.socket, self.buffer = ours, b""

    def send(self, body, descriptor=None):
        data = struct.pack("<I", len(body)) + body
        if descriptor is None:
            self.socket.sendall(data)
        else:
            socket.send_fds(self.socket, [data], [descriptor])

    def receive(self):
        """The next frame's body; None at the end."""
        while len(self.buffer) < 4 or len(self.buffer) < 4 + struct.unpack_from("<I", self.buffer)[0]:
            more = self.socket.recv(1 << 20)
            if not more:
                return None
            self.buffer += more
        size, = struct.unpack_from("<I", self.buffer)
        body, self.buffer = self.buffer[4:4 + size], self.buffer[4 + size:]
        return body

    def examine(self, path, pieces=False):
        """Has it examine a file: its last frame, and how many bytes of others came before."""
        descriptor = os.open(path, os.O_RDONLY)
        self.send(b"D" + bytes([pieces]) + b"name", descriptor)
        os.close(descriptor)
        size = 0
        while (body := self.receive()) is not None and body[:1] != b"O":
            size += len(body)
        return body, size

    def end(self):
        """Closes it, and gives the peak of its memory in MiB."""
        try:
            # Not of rusage: that counts what was there before the program was.
            status = open(f"/proc/{self.process.pid}/status").read()
            peak = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
        except OSError:
            peak = 0
        self.socket.close()
        self.process.wait()
        return peak / 1024
