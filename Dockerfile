# syntax=docker/dockerfile:1
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /polarflow . \
 && mkdir /data

# The binary is static and brings its own time zones; certificates come with the base image.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /polarflow /polarflow
COPY --from=build --chown=nonroot:nonroot /data /data
ENV DATABASE_URL=sqlite:///data/polarflow.db
VOLUME /data
EXPOSE 8000
USER nonroot
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["/polarflow", "health"]
ENTRYPOINT ["/polarflow"]
CMD ["serve"]
