{{/* Prefix of the names of all resources. 40 characters leave room for the name of an app. */}}
{{- define "customer-profiles.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}{{- end -}}
{{- end -}}
{{- end -}}

{{- define "customer-profiles.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}{{- default (include "customer-profiles.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}{{- default "default" .Values.serviceAccount.name -}}{{- end -}}
{{- end -}}

{{/* The apps that serve HTTP, by the key of their values: name of the image, and port. */}}
{{- define "customer-profiles.servers" -}}
profilesService: { app: profiles-service, port: 3001 }
openapiAdapter: { app: openapi-adapter, port: 3000 }
natsPublisher: { app: nats-publisher, port: 3003 }
eventsGateway: { app: events-gateway, port: 3006 }
console: { app: console, port: 3008 }
{{- end -}}

{{/* Takes (dict "root" $ "app" "profiles-service"). */}}
{{- define "customer-profiles.selectorLabels" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .app }}
{{- end -}}

{{- define "customer-profiles.labels" -}}
{{ include "customer-profiles.selectorLabels" . }}
app.kubernetes.io/part-of: customer-profiles
app.kubernetes.io/version: {{ default .root.Chart.AppVersion .root.Values.image.tag | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* A resource of a hook is not part of the release, so it carries its own labels and survives until the next run. */}}
{{- define "customer-profiles.image" -}}
{{ .root.Values.image.registry }}{{ .root.Values.image.repository }}/{{ .app }}:{{ default .root.Chart.AppVersion .root.Values.image.tag }}
{{- end -}}

{{/* A value as text. Numbers of values files are floating point: 1000000 would become 1e+06. */}}
{{- define "customer-profiles.text" -}}
{{- if kindIs "float64" . -}}
{{- if eq . (floor .) -}}{{- int64 . -}}{{- else -}}{{- . -}}{{- end -}}
{{- else -}}{{- . -}}{{- end -}}
{{- end -}}

{{/* What must hold of the values and a schema can't say. */}}
{{- define "customer-profiles.checkValues" -}}
{{- if and (not .Values.tls.terminatedElsewhere) (not .Values.tls.existingSecret) -}}
{{- fail "Set tls.existingSecret (the apps serve TLS), or tls.terminatedElsewhere: true (an ingress and a mesh terminate TLS): the apps do not start without." -}}
{{- end -}}
{{- if and .Values.tls.terminatedElsewhere .Values.tls.existingSecret -}}
{{- fail "Set one of tls.existingSecret and tls.terminatedElsewhere, not both." -}}
{{- end -}}
{{- end -}}

{{/* Whether an app reads the database: "true", or nothing. Takes root and key. The gateway does for webhooks alone. */}}
{{- define "customer-profiles.hasDatabase" -}}
{{- if has .key (list "profilesService" "natsPublisher" "retention") -}}true
{{- else if and (eq .key "eventsGateway") .root.Values.webhooks.existingSecret -}}true
{{- end -}}
{{- end -}}

{{/* Scheme of the probes, the Service and the scrapes. */}}
{{- define "customer-profiles.scheme" -}}
{{- ternary "https" "http" (ne .Values.tls.existingSecret "") -}}
{{- end -}}

{{- define "customer-profiles.terminationGracePeriodSeconds" -}}
{{- with .Values.shutdown -}}{{- add .drainSeconds .preStopSleepSeconds .closeSeconds -}}{{- end -}}
{{- end -}}
