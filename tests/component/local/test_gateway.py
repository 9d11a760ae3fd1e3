"""The gateway of a local region: a request and its answer come through as they were sent."""

import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator

import httpx2 as httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from deploy.local.gateway import METHODS, gateway
from deploy.local.kafka import free_port


async def echo(request: Request) -> Response:
    headers = [(name.decode(), value.decode()) for name, value in request.headers.raw]
    target = request.scope["raw_path"].decode() + "?" + request.url.query
    body = (await request.body()).decode()
    said = {"method": request.method, "target": target, "headers": headers, "body": body}
    answer = JSONResponse(said, status_code=int(request.query_params.get("status", "200")))
    answer.headers.append("set-cookie", "a=1")
    answer.headers.append("set-cookie", "b=2")
    return answer


@pytest.fixture
def service() -> Iterator[int]:
    """The port of a service that says what it was asked."""
    app = Starlette(routes=[Route("/{path:path}", echo, methods=METHODS)])
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join()


def comer(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://helder.example")


@pytest.fixture
async def visitor(service: int) -> AsyncIterator[httpx.AsyncClient]:
    app = gateway({"inventory": service, "publication": service, "issuer": service, "dpia": free_port()})
    async with app.router.lifespan_context(app), comer(app) as client:
        yield client


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
async def test_method_path_query_body_and_status_come_through(visitor: httpx.AsyncClient, method: str) -> None:
    target = "/inventory/v1/a%2Fb%20c?status=418&q=%C3%A9"
    answer = await visitor.request(method, target, content=b"" if method == "GET" else b"Jos\xc3\xa9")
    said = answer.json()
    assert (answer.status_code, said["method"], said["target"]) == (418, method, target)
    assert said["body"] == ("" if method == "GET" else "José")


async def test_the_service_sees_the_address_that_the_visitor_typed_and_where_he_came_from(
    visitor: httpx.AsyncClient,
) -> None:
    forged = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
    said = (await visitor.get("/inventory/", headers=forged)).json()["headers"]
    assert [value for name, value in said if name == "host"] == ["helder.example"]
    assert [value for name, value in said if name.startswith("x-forwarded")] == ["127.0.0.1", "http"]


async def test_every_cookie_of_an_answer_arrives(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get("/sign-in")).headers.get_list("set-cookie") == ["a=1", "b=2"]


async def test_the_cookies_of_one_visitor_do_not_reach_the_next(service: int) -> None:
    app = gateway({"issuer": service})
    async with app.router.lifespan_context(app), comer(app) as first, comer(app) as second:
        await first.get("/")
        said = dict((await second.get("/")).json()["headers"])
        assert "cookie" not in said


async def test_a_service_that_is_down_is_said_with_the_moment_to_try_again(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/dpia/v1/organisations/eskerwold/cases")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.headers["retry-after"] == "2"
    assert answer.json()["title"] == "De dienst dpia geeft geen antwoord"
