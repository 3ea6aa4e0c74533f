# The image of web, worker, beat and the one-shot setup (docker-compose.yml).
FROM python:3.11.15-slim-bookworm

ENV PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv/duijie
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock
COPY . .
# Who runs it may not write here, and compiling takes every start of a process seconds.
RUN python -m compileall -q config enterprises matchmaking projects
# /data holds uploads, collected static files, the index and beat's schedule; it is a volume shared by the services.
RUN useradd --system --create-home duijie && mkdir /data && chown duijie /data
ENV DUIJIE_HOME=/data
# Compiled ahead, so that the first need on a new host does not wait for the compiler; another processor compiles anew.
ENV NUMBA_CACHE_DIR=/srv/numba
RUN mkdir /srv/numba && python -m matchmaking.engine compile && chown -R duijie /srv/numba
USER duijie
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--worker-class=gthread", "--workers=2", "--threads=4", "--no-control-socket", "--log-level=warning", "--bind=0.0.0.0:8000"]
