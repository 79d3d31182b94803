"""Which endpoint may be asked: here or on a private network, unless the landlord says that personal data may leave."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator
from yarl import URL

Address = IPv4Address | IPv6Address
_NEAR = tuple(
    ip_network(one) for one in ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
)
"""This machine, and the networks that the Internet does not reach (RFC 1918, RFC 4193)."""
LEAVES = "comments would leave your network: choose an endpoint of your own, or say data_may_leave: true"


class OpinionSettings(BaseModel):
    """`url`: the endpoint's base, as in `http://127.0.0.1:11434/v1`. `seconds`: how long an answer may take.

    `data_may_leave`: what residents write may be sent to a public address; then only over TLS.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[\x21-\x7e]+$")]
    data_may_leave: bool = False
    seconds: Annotated[int, Field(ge=1, le=600)] = 60
    secret: SecretStr = SecretStr("")
    url: str

    @field_validator("url")
    @classmethod
    def _somewhere(cls, url: str, info: ValidationInfo) -> str:
        """A name that is no address is looked up, and judged, before each request (`ask`)."""
        try:
            read = URL(url)
        except ValueError:
            raise ValueError("this is no address") from None
        if read.scheme not in {"http", "https"} or not read.host:
            raise ValueError("an endpoint's address starts with http:// or https://")
        if read.user or read.password or read.query_string or read.fragment:
            raise ValueError("no name, password, question or fragment belongs into the address")
        found = address_of(read.host)
        if found is None or near(found):
            return url.rstrip("/")
        if not info.data.get("data_may_leave"):
            raise ValueError(LEAVES)
        if read.scheme != "https":
            raise ValueError("a public address is asked over https:// only")
        return url.rstrip("/")

    @property
    def where(self) -> str:
        """Host and port, as people are told where a comment went."""
        read = URL(self.url)
        return f"{read.host}:{read.port}"

    @property
    def on_this_machine(self) -> bool:
        """Whether nothing goes over any network."""
        host = URL(self.url).host or ""
        found = address_of(host)
        return host == "localhost" if found is None else found.is_loopback

    @property
    def encrypted(self) -> bool:
        """Whether it goes over TLS."""
        return URL(self.url).scheme == "https"


def address_of(host: str) -> Address | None:
    """The address that a host is; None for a name."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None


def near(address: Address) -> bool:
    """Whether it is this machine or a private network."""
    known = getattr(address, "ipv4_mapped", None) or address
    return any(known in network for network in _NEAR)
