"""The trainer: data in, events out, a finished model folder at the end."""

import socket

# TensorFlow imports a library for web addresses, and that opens a socket only to learn whether
# there is IPv6. Nothing here ever talks to a network: spare it the question.
socket.has_ipv6 = False
