"""A machine in a folder, on which the operator's handbook is followed word by word.

Absolute paths and ports of the handbook become those of the folder; `systemctl` and `nginx` are small programs that
start what the unit files and the configuration say. Everything else runs as it is written."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tests.gyoryu.running_site import free_port

ROOT = Path(__file__).parents[3]
HANDBOOK = ROOT / "docs/handbook/operator.md"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")

FOLDERS = (
    *("bin", "srv/gyoryu/data", "srv/gyoryu/backup", "srv/gyoryu/program", "etc/gyoryu", "etc/systemd/system"),
    *("etc/nginx/sites-available", "etc/nginx/sites-enabled", "etc/ssl/gyoryu"),
)
SYSTEMCTL = r"""#!{python}
import os, re, signal, subprocess, sys, time
from pathlib import Path
verb, *names = [word for word in sys.argv[1:] if word != "--now"]
root = Path("{root}")

def start(name):
    unit = (root / "etc/systemd/system" / (name + ".service")).read_text()
    entry = lambda key: re.findall(rf"^{{key}}=(.*)$", unit, re.M)
    settings = [line for file in entry("EnvironmentFile") for line in Path(file).read_text().splitlines()]
    lines = [line for line in entry("Environment") + settings if "=" in line and not line.startswith("#")]
    (program,) = entry("ExecStart")
    with open(root / (name + ".log"), "a") as log:
        process = subprocess.Popen(
            program.split(), cwd=entry("WorkingDirectory")[0], stdout=log, stderr=log, start_new_session=True,
            env={{"PATH": os.defpath, "LANG": "C.UTF-8", **dict(line.split("=", 1) for line in lines)}},
        )
    (root / (name + ".pid")).write_text(str(process.pid))

def stop(name):
    file = root / (name + ".pid")
    if file.exists():
        number = int(file.read_text())
        os.kill(number, signal.SIGTERM)
        for _ in range(600):
            state = Path(f"/proc/{{number}}/stat")
            if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
                break
            time.sleep(0.05)
        else:
            sys.exit(name + " does not end")
        file.unlink()

if names == ["nginx"]:
    subprocess.run(["{root}/bin/nginx"], check=True)
elif verb != "daemon-reload":
    for name in names:
        if verb in ("stop", "restart"):
            stop(name)
        if verb in ("start", "restart", "enable"):
            start(name)
"""

NGINX_MAIN = """
pid {root}/nginx.pid; error_log {root}/nginx.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {root}/body; proxy_temp_path {root}/proxy; fastcgi_temp_path {root}/fastcgi;
  uwsgi_temp_path {root}/uwsgi; scgi_temp_path {root}/scgi;
  include {root}/etc/nginx/sites-enabled/*;
}}
"""


class Machine:
    def __init__(self, folder):
        self.root = folder
        self.port, self.http, self.https = free_port(), free_port(), free_port()
        for name in FOLDERS:
            (folder / name).mkdir(parents=True)
        program = folder / "srv/gyoryu/program"
        (program / ".venv").symlink_to(Path(sys.prefix))  # for `make install`, which takes minutes
        (program / "deploy").mkdir()
        for file in (ROOT / "deploy").iterdir():
            if file.is_file():
                (program / "deploy" / file.name).write_text(self.here(file.read_text()))
        self.script("systemctl", SYSTEMCTL.format(python=sys.executable, root=folder))
        self.script("nginx", f'#!/bin/sh\nexec {NGINX} -c {folder}/nginx.conf "$@"\n')
        (folder / "nginx.conf").write_text(NGINX_MAIN.format(root=folder))
        names = ["-subj", "/CN=gyoryu.example", "-days", "1", "-nodes"]
        keys = ["-keyout", folder / "etc/ssl/gyoryu/privkey.pem", "-out", folder / "etc/ssl/gyoryu/fullchain.pem"]
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", *names, *keys], check=True, capture_output=True
        )

    def script(self, name, text):
        file = self.root / "bin" / name
        file.write_text(text)
        file.chmod(0o755)

    def here(self, text):
        """What the handbook says of a whole machine, said of the folder."""
        text = re.sub(r"(?<![\w}])/(srv/gyoryu|etc/(?:gyoryu|systemd|nginx|ssl))", rf"{self.root}/\1", text)
        for number, own_port in (("listen 80;", self.http), ("listen 443 ssl;", self.https)):
            text = text.replace(number, number.replace(re.search(r"\d+", number)[0], str(own_port)))
        return re.sub(r"(127\.0\.0\.1:|WEB_PORT=)8000", rf"\g<1>{self.port}", text)

    def follow(self, section, only=None, without=()):
        """Run the blocks of commands of a section of the handbook, one shell for each, as whoever installs does."""
        text = re.search(rf"^## {section}\n(.*?)(?=^## |\Z)", HANDBOOK.read_text(), re.M | re.S)[1]
        blocks = re.findall(r"^```\n(.*?)^```", text, re.M | re.S)
        assert blocks, section
        outputs = []
        for number, block in enumerate(blocks):
            if (only is None or number in only) and not any(word in block for word in without):
                outputs.append(self.run(block))
        return outputs

    def run(self, block):
        environment = {"PATH": f"{self.root}/bin:{os.environ['PATH']}", "HOME": str(self.root), "LANG": "C.UTF-8"}
        process = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here(block)], env=environment, cwd=self.root, capture_output=True,
            text=True, timeout=120, check=False,
        )  # fmt: skip
        assert process.returncode == 0, f"{block}\n{process.stdout}\n{process.stderr}\n{self.logs()}"
        return process.stdout

    def logs(self):
        return "\n".join(f"{file.name}:\n{file.read_text()}" for file in self.root.glob("*.log"))

    def end(self):
        for file in self.root.glob("*.pid"):
            try:
                os.kill(int(file.read_text()), signal.SIGTERM)
            except ProcessLookupError:
                continue
