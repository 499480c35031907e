"""What the settings read from the environment: all that differs between machines."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured


def env_bool(name: str, *, default: bool) -> bool:
    """Read a switch from the environment: 1, true, yes and on are true."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, *, default: str = "") -> list[str]:
    """Read a comma-separated list from the environment."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def env_secret(name: str) -> str:
    """Read a secret from the environment, or from the file that NAME_FILE points at."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}") from error
    return os.environ.get(name, "")


def oidc_provider(name: str) -> dict[str, Any]:
    """Read an OpenID Connect provider, such as entra, from the names that begin with it."""
    start = f"PORTAL_OIDC_{name.upper().replace('-', '_')}"
    if not os.environ.get(f"{start}_SERVER") or not os.environ.get(f"{start}_CLIENT"):
        raise ImproperlyConfigured(f"Set {start}_SERVER and {start}_CLIENT.")
    options: dict[str, Any] = {
        "server_url": os.environ[f"{start}_SERVER"],
        "uid_field": os.environ.get(f"{start}_SUBJECT", "sub"),
        "verified_email": env_list(f"{start}_MAIL_DOMAINS"),
        "two_steps": env_bool(f"{start}_TWO_STEPS", default=False),
        "oauth_pkce_enabled": True,
    }
    if scope := os.environ.get(f"{start}_SCOPE"):
        options["scope"] = scope.split()
    return {
        "provider_id": name,
        "name": os.environ.get(f"{start}_NAME", name.capitalize()),
        "client_id": os.environ[f"{start}_CLIENT"],
        "secret": env_secret(f"{start}_SECRET"),
        "settings": options,
    }
