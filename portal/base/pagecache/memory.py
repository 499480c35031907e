"""What a process keeps in memory, bounded in bytes: what was asked for longest ago goes first."""

from collections import OrderedDict
from threading import Lock

from portal.base.pagecache.kept import Kept


class Pool:
    """Pages by their key."""

    def __init__(self, most: int) -> None:
        self.most = most  # bytes
        self.size = 0
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._turn = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: str) -> Kept | None:
        """Return a page, which then goes last."""
        page = self._pages.get(key)
        if page is not None:
            try:
                self._pages.move_to_end(key)
            except KeyError:  # another thread has just let it go
                return page
        return page

    def put(self, key: str, page: Kept) -> None:
        """Keep a page, and let go of others where there is no room for it."""
        with self._turn:
            old = self._pages.pop(key, None)
            self.size -= old.size if old else 0
            self._pages[key] = page
            self.size += page.size
            while self.size > self.most and self._pages:
                _key, gone = self._pages.popitem(last=False)
                self.size -= gone.size

    def clear(self) -> None:
        """Let go of everything."""
        with self._turn:
            self._pages.clear()
            self.size = 0
