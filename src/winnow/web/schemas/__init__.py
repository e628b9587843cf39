"""What goes over the wire: the resources of `/api/v1`, as OpenAPI describes them.

`base` is what all have in common; the others are named after what they are about, as the modules of `routes` are.

A photo, a group or an act is named by the library's own id: no path ever comes from a browser. Times are ISO 8601;
scores 0-10; shares 0-1.
"""
