{{/*
The environment of a container. Takes (dict "root" $ "key" "profilesService" "port" 3001), without a port for a command.
Each block sets the variables of one part; an app gets the blocks of the parts that it uses.
*/}}
{{- define "customer-profiles.env" -}}
{{- $values := index .root.Values .key -}}
- { name: NODE_ENV, value: production }
{{- if .port }}
- { name: HOST, value: "0.0.0.0" }
- { name: PORT, value: {{ .port | quote }} }
- { name: SHUTDOWN_DRAIN_SECONDS, value: {{ .root.Values.shutdown.drainSeconds | quote }} }
{{- end }}
{{- include "customer-profiles.tlsEnv" . }}
{{- if or (ne .key "natsPublisher") .root.Values.natsPublisher.adminApi }}
{{- if not (has .key (list "retention" "console")) }}{{ include "customer-profiles.authEnv" .root }}{{ end }}
{{- end }}
{{- if eq .key "openapiAdapter" }}
- name: PROFILES_SERVICE_URL
  value: {{ default (printf "%s://%s-profiles-service:3001" (include "customer-profiles.scheme" .root) (include "customer-profiles.fullname" .root)) $values.profilesServiceUrl | quote }}
{{- else if include "customer-profiles.hasDatabase" . }}
{{- include "customer-profiles.mongodbEnv" . }}
{{- end }}
{{- if eq .key "console" }}{{ include "customer-profiles.consoleEnv" .root }}{{ end }}
{{- if and (has .key (list "profilesService" "eventsGateway")) .root.Values.webhooks.existingSecret }}
- name: WEBHOOK_SECRET_KEYS
  valueFrom: { secretKeyRef: { name: {{ .root.Values.webhooks.existingSecret }}, key: {{ .root.Values.webhooks.secretKey }} } }
{{- end }}
{{- if and (has .key (list "profilesService" "eventsGateway")) .port .root.Values.console.enabled (not (hasKey $values.settings "CORS_ORIGINS")) }}
- { name: CORS_ORIGINS, value: {{ required "console.origin: the origin of the console" .root.Values.console.origin | quote }} }
{{- end }}
{{- if and (has .key (list "openapiAdapter" "profilesService")) .port .root.Values.eventsGateway.enabled }}
- name: EVENTS_GATEWAY_URL
  value: {{ printf "%s://%s-events-gateway:3006" (include "customer-profiles.scheme" .root) (include "customer-profiles.fullname" .root) | quote }}
{{- end }}
{{- if has .key (list "natsPublisher" "eventsGateway") }}{{ include "customer-profiles.natsEnv" . }}{{ end }}
{{- range $name, $value := merge (dict) $values.settings .root.Values.settings }}
- { name: {{ $name }}, value: {{ include "customer-profiles.text" $value | quote }} }
{{- end }}
{{- with $values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "customer-profiles.tlsEnv" }}
{{- if .root.Values.tls.terminatedElsewhere }}
- { name: TLS_ELSEWHERE, value: "true" }
{{- else if and .port .root.Values.tls.existingSecret }}
- { name: TLS_CERT_FILE, value: /etc/customer-profiles/tls/tls.crt }
- { name: TLS_KEY_FILE, value: /etc/customer-profiles/tls/tls.key }
{{- end }}
{{- if .root.Values.tls.caConfigMap }}
- { name: NODE_EXTRA_CA_CERTS, value: /etc/customer-profiles/ca/ca.crt }
{{- end }}
{{- end -}}

{{- define "customer-profiles.consoleEnv" }}
- { name: CONSOLE_ISSUER, value: {{ required "auth.issuer: the required claim iss of a token" (default .Values.auth.issuer .Values.console.issuer) | quote }} }
- { name: CONSOLE_SERVICE_URL, value: {{ required "console.serviceUrl: the origin under which browsers reach the service" .Values.console.serviceUrl | quote }} }
{{- template "customer-profiles.claimEnv" . }}
{{- end -}}

{{- define "customer-profiles.claimEnv" }}
{{- with .Values.auth.organisationClaim }}
- { name: AUTH_ORGANISATION_CLAIM, value: {{ . | quote }} }
{{- end }}
{{- with .Values.auth.permissionsClaim }}
- { name: AUTH_PERMISSIONS_CLAIM, value: {{ . | quote }} }
{{- end }}
{{- end }}

{{- define "customer-profiles.authEnv" }}
- { name: AUTH_JWKS_URL, value: {{ required "auth.jwksUrl: the https URL of the token issuer's keys" .Values.auth.jwksUrl | quote }} }
- { name: AUTH_ISSUER, value: {{ required "auth.issuer: the required claim iss of a token" .Values.auth.issuer | quote }} }
- { name: AUTH_AUDIENCE, value: {{ required "auth.audience: the required claim aud of a token" .Values.auth.audience | quote }} }
{{- template "customer-profiles.claimEnv" . }}
{{- with .Values.auth.clientClaim }}
- { name: AUTH_CLIENT_CLAIM, value: {{ . | quote }} }
{{- end }}
{{- end -}}

{{/* The password comes as a file: the service reloads it when the Secret changes. */}}
{{- define "customer-profiles.mongodbEnv" }}
- { name: MONGODB_URI, value: {{ required "mongodb.uri: the connection string, without credentials" .root.Values.mongodb.uri | quote }} }
- { name: MONGODB_DATABASE, value: {{ .root.Values.mongodb.database | quote }} }
- { name: MONGODB_USER, value: {{ index .root.Values.mongodb.users .key | quote }} }
- { name: MONGODB_PASSWORD_FILE, value: /etc/customer-profiles/mongodb/password }
{{- if .root.Values.mongodb.caConfigMap }}
- { name: MONGODB_CA_FILE, value: /etc/customer-profiles/mongodb-ca/ca.crt }
{{- end }}
{{- end -}}

{{- define "customer-profiles.natsEnv" }}
{{- $isGateway := eq .key "eventsGateway" }}
{{- $key := ternary .root.Values.nats.gatewaySecretKey .root.Values.nats.secretKey $isGateway }}
{{- $secret := required "nats.existingSecret: the Secret with the publisher's credentials" .root.Values.nats.existingSecret }}
- { name: NATS_URL, value: {{ required "nats.url: the addresses of the broker" .root.Values.nats.url | quote }} }
{{- if eq .root.Values.nats.authentication "password" }}
- { name: NATS_USER, value: {{ ternary .root.Values.nats.gatewayUser .root.Values.nats.user $isGateway | quote }} }
- name: NATS_PASSWORD
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: {{ $key }} } }
{{- else if eq .root.Values.nats.authentication "token" }}
- name: NATS_TOKEN
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: {{ $key }} } }
{{- else }}
- { name: NATS_CREDS, value: /etc/customer-profiles/nats/creds }
{{- end }}
{{- if .root.Values.nats.caConfigMap }}
- { name: NATS_CA_FILE, value: /etc/customer-profiles/nats-ca/ca.crt }
{{- end }}
{{- end -}}
