"""Makes base strings and signatures with oauthlib, from requests as they were sent: one JSON object a line, in and out."""
import json
import sys
from types import SimpleNamespace

from oauthlib.oauth1.rfc5849 import signature

try:
    import cryptography  # noqa: F401
    import jwt  # noqa: F401
    rsa = True
except ImportError:
    rsa = False
print(json.dumps({"rsa": rsa}))


def signed(request):
    path, _, query = request["url"].partition("?")
    headers = {"Authorization": request["authorization"]} if request["authorization"] else {}
    parameters = signature.collect_parameters(uri_query=query, body=request["form"], headers=headers)
    uri = signature.base_string_uri(path)
    base = signature.signature_base_string(request["method"], uri, signature.normalize_parameters(parameters))
    client = SimpleNamespace(
        client_secret=request["consumerSecret"], resource_owner_secret=request["tokenSecret"], rsa_key=request["privateKey"]
    )
    name = request["signatureMethod"].lower().replace("-", "_")
    return {"base": base, "signature": getattr(signature, f"sign_{name}_with_client")(base, client)}


for line in sys.stdin:
    try:
        print(json.dumps(signed(json.loads(line))))
    except Exception as error:  # told to the test, which fails on it
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}))
