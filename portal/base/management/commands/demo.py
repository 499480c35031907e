"""Make the database, load the reference content, and serve the portal on this machine."""

import os
import secrets
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.base.demo import Address, CannotServe, check_writable, static_stamp

EDITOR = "editor"


class Command(BaseCommand):
    """`manage.py demo [address:]port`."""

    help = "Show the whole portal on this machine. Run again, it keeps every edit."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address as runserver does."""
        parser.add_argument("addrport", nargs="?", default="8000", help="[address:]port")
        parser.add_argument("--no-serve", action="store_true", help="Prepare only.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, then become the server."""
        try:
            address = Address.parse(options["addrport"])
            check_writable(settings.VAR_DIR)
            if not options["no_serve"]:
                address.check_free()
        except CannotServe as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Database …")
        call_command("migrate", verbosity=0)
        self.stdout.write("Reference content …")
        call_command("load_content", stdout=self.stdout)
        call_command("rebuild_search", "--missing", stdout=self.stdout)
        self._make_editor(address)
        environment = self._serving_environment(address)
        self.stdout.write("Static files …")
        stamp, collected = static_stamp(), settings.STATIC_ROOT / ".collected"
        if not collected.exists() or collected.read_text(encoding="utf-8") != stamp:
            self._run(environment, "collectstatic", "--noinput", "--verbosity=0")
            collected.write_text(stamp, encoding="utf-8")
        if not options["no_serve"]:
            self._serve(address, environment)

    def _make_editor(self, address: Address) -> None:
        """Make one editor account, the first time, and say its password that once."""
        user_model = get_user_model()
        if user_model.objects.filter(username=EDITOR).exists():
            self.stdout.write(f"Editor account: {EDITOR} (the password was shown the first time)")
            return
        password = secrets.token_urlsafe(12)
        user_model.objects.create_superuser(EDITOR, password=password)
        self.stdout.write(f"Editor account: {EDITOR}   password, shown only now: {password}")
        self.stdout.write(f"Sign in at http://{address}/nb/admin/")

    def _serving_environment(self, address: Address) -> dict[str, str]:
        """Return the environment of the server: as in production, but over plain HTTP."""
        return os.environ | {
            "PORTAL_DEBUG": "0",
            "PORTAL_HTTPS": "0",
            "PORTAL_REQUIRE_TWO_STEPS": os.environ.get("PORTAL_REQUIRE_TWO_STEPS", "0"),
            "PORTAL_SECRET_KEY": secrets.token_urlsafe(50),
            "PORTAL_HOSTS": f"localhost,127.0.0.1,[::1],{address.host}",
        }

    def _run(self, environment: dict[str, str], *command: str) -> None:
        """Run another management command under the server's environment."""
        manage = str(settings.BASE_DIR / "manage.py")
        subprocess.run([sys.executable, manage, *command], env=environment, check=True)  # noqa: S603

    def _serve(self, address: Address, environment: dict[str, str]) -> None:
        """Replace this process with the server."""
        self.stdout.write(f"Serving at http://{address}/  (stop with Ctrl-C)")
        self.stdout.flush()
        manage = str(settings.BASE_DIR / "manage.py")
        command = [sys.executable, manage, "runserver", str(address), "--noreload"]
        os.execve(sys.executable, command, environment)  # noqa: S606
