"""A wire to a server that a test can cut and mend: while it is cut, whoever connects is refused."""

import contextlib
import select
import socket
import threading


class Relay:
    """Passes on what comes in at a port of the loopback to another one, until it is cut."""

    def __init__(self, port: int, target: int) -> None:
        self.port, self.target = port, target
        self._listener: socket.socket | None = None
        self._ends: list[socket.socket] = []
        self.mend()

    def mend(self) -> None:
        """Let connections through again."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(64)
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def cut(self) -> None:
        """End every connection and refuse new ones."""
        ends, self._ends = self._ends, []
        for end in (self._listener, *ends):
            if end is not None:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
        self._listener = None

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):  # of the cut
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
                self._ends += [near, far]
                threading.Thread(target=_pass_on, args=(near, far), daemon=True).start()


def _pass_on(near: socket.socket, far: socket.socket) -> None:
    """What each end says goes to the other, until one closes."""
    with near, far, contextlib.suppress(OSError, ValueError):
        while True:
            for end in select.select([near, far], [], [])[0]:
                said = end.recv(1 << 16)
                if not said:
                    return
                (far if end is near else near).sendall(said)
