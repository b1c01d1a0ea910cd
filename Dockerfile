# The image of every process: scheduler, dag-processor, triggerer, api-server and workers run the same code.
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY requirements/ requirements/
RUN python -m venv /opt/defcoop \
    && /opt/defcoop/bin/pip install --no-cache-dir --require-hashes -r requirements/uv.txt \
    && /opt/defcoop/bin/uv pip install -p /opt/defcoop/bin/python --no-cache --require-hashes --compile-bytecode \
       -r requirements/runtime.txt
COPY . .
RUN /opt/defcoop/bin/pip install --no-cache-dir --require-hashes -r requirements/build.txt \
    && /opt/defcoop/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN useradd --create-home --uid 50000 defcoop && mkdir /data && chown defcoop /data
COPY --from=build /opt/defcoop /opt/defcoop
COPY --chown=defcoop dags/ /srv/defcoop/dags/
COPY --chown=defcoop samples/ /srv/defcoop/samples/
USER defcoop
ENV PATH=/opt/defcoop/bin:$PATH DEFCOOP_HOME=/data DEFCOOP_ROOT=/srv/defcoop DEFCOOP_DAGS=/srv/defcoop/dags \
    AIRFLOW_HOME=/data/airflow AIRFLOW__CORE__DAGS_FOLDER=/srv/defcoop/dags AIRFLOW__CORE__LOAD_EXAMPLES=False
VOLUME /data
CMD ["defcoop", "nightly"]
