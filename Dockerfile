# The image of every process: api-server, scheduler, dag-processor, triggerer and workers run the same code.
FROM python:3.11.13-slim-bookworm AS build
WORKDIR /build
# compiled files that name the content of their source, not its time: the same input gives the same image
ENV PYC_INVALIDATION_MODE=CHECKED_HASH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/ requirements/
RUN python -m venv /opt/tools && /opt/tools/bin/pip install --require-hashes -r requirements/uv.txt \
    && /opt/tools/bin/pip install --require-hashes -r requirements/build.txt \
    && python -m venv --without-pip /opt/defcoop \
    && /opt/tools/bin/uv pip install -p /opt/defcoop/bin/python --no-cache --require-hashes --compile-bytecode \
       -r requirements/server.txt
COPY . .
RUN /opt/tools/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /tmp/wheels . \
    && /opt/tools/bin/uv pip install -p /opt/defcoop/bin/python --no-cache --no-deps --compile-bytecode /tmp/wheels/*.whl

FROM python:3.11.13-slim-bookworm
RUN useradd --create-home --uid 50000 defcoop && install -d -o defcoop -g defcoop /data /home/defcoop/airflow
COPY --from=build /opt/defcoop /opt/defcoop
COPY dags/ /srv/defcoop/dags/
COPY samples/ /srv/defcoop/samples/
COPY sources/catalogue/ /srv/defcoop/catalogue/
USER 50000:50000
WORKDIR /home/defcoop
ENV PATH=/opt/defcoop/bin:$PATH PYTHONUTF8=1 PYTHONUNBUFFERED=1 \
    DEFCOOP_HOME=/data DEFCOOP_ROOT=/srv/defcoop DEFCOOP_DAGS=/srv/defcoop/dags \
    AIRFLOW_HOME=/home/defcoop/airflow AIRFLOW__CORE__DAGS_FOLDER=/srv/defcoop/dags AIRFLOW__CORE__LOAD_EXAMPLES=False
VOLUME /data
CMD ["defcoop", "nightly"]
