"""How an adapter's aiohttp client reaches its platform: as everybody does, or through a landlord's own relay.

A landlord behind a relay that ends TLS names its certificate (`ca_file`) and the addresses it answers on (`hosts`).
"""

import errno
import socket
import ssl
from pathlib import Path
from typing import Annotated

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from pydantic import BaseModel, ConfigDict, Field

HostAddress = Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]+=[0-9A-Fa-f.:]+:[0-9]{1,5}$")]


class Line(BaseModel):
    """`ca_file`: the only authority trusted. `hosts`: `name=address:port`, and then no other name is reached at all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ca_file: Path | None = None
    hosts: tuple[HostAddress, ...] = ()

    def connector(self) -> aiohttp.TCPConnector:
        """A connector for one client; certificates are always checked. Call it inside the running loop.

        Raises:
            OSError: when the file cannot be read or holds no certificate.
        """
        context = ssl.create_default_context(cafile=self.ca_file) if self.ca_file else True
        if not self.hosts:
            return aiohttp.TCPConnector(ssl=context, limit=0)
        return aiohttp.TCPConnector(ssl=context, limit=0, resolver=_Fixed(self.hosts), use_dns_cache=False)


class _Fixed(AbstractResolver):
    def __init__(self, hosts: tuple[str, ...]) -> None:
        pairs = [host.partition("=") for host in hosts]
        self._places = {name.lower(): place.rpartition(":") for name, _, place in pairs}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if host.lower() not in self._places:
            raise OSError(errno.EHOSTUNREACH, f"{host} is not among the hosts of this channel")
        address, _, port_there = self._places[host.lower()]
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        here = address.strip("[]")
        return [
            ResolveResult(
                hostname=host, host=here, port=int(port_there), family=kind, proto=0, flags=socket.AI_NUMERICHOST
            )
        ]

    async def close(self) -> None:
        """Nothing is held."""
