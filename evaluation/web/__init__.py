"""How fast pages are beside a bare page of the same server."""
