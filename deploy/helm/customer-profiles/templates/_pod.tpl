{{/*
The files of a container, as volumes or as mounts of them. Takes the same as customer-profiles.env, and "mounts".
A volume holds one key only: an app does not see the password of another one.
*/}}
{{- define "customer-profiles.files" -}}
{{- $values := .root.Values -}}
{{- $files := list -}}
{{- if and .port $values.tls.existingSecret -}}
{{- $files = append $files (dict "name" "tls" "secret" $values.tls.existingSecret) -}}
{{- end -}}
{{- if $values.tls.caConfigMap -}}
{{- $files = append $files (dict "name" "ca" "configMap" $values.tls.caConfigMap) -}}
{{- end -}}
{{- if include "customer-profiles.hasDatabase" . -}}
{{- $secret := required "mongodb.existingSecret: the Secret with the passwords of the database users" $values.mongodb.existingSecret -}}
{{- $files = append $files (dict "name" "mongodb" "secret" $secret "key" (index $values.mongodb.secretKeys .key) "path" "password") -}}
{{- if $values.mongodb.caConfigMap -}}
{{- $files = append $files (dict "name" "mongodb-ca" "configMap" $values.mongodb.caConfigMap) -}}
{{- end -}}
{{- end -}}
{{- if has .key (list "natsPublisher" "eventsGateway") -}}
{{- if eq $values.nats.authentication "creds" -}}
{{- $files = append $files (dict "name" "nats" "secret" $values.nats.existingSecret "key" (ternary $values.nats.gatewaySecretKey $values.nats.secretKey (eq .key "eventsGateway")) "path" "creds") -}}
{{- end -}}
{{- if $values.nats.caConfigMap -}}
{{- $files = append $files (dict "name" "nats-ca" "configMap" $values.nats.caConfigMap) -}}
{{- end -}}
{{- end -}}
{{- $mounts := .mounts -}}
{{- range $files }}
{{- if $mounts }}
- { name: {{ .name }}, mountPath: /etc/customer-profiles/{{ .name }}, readOnly: true }
{{- else if .secret }}
- name: {{ .name }}
  secret:
    secretName: {{ .secret }}
    defaultMode: 0440
    {{- if .key }}
    items: [{ key: {{ .key }}, path: {{ .path }} }]
    {{- end }}
{{- else }}
- name: {{ .name }}
  configMap: { name: {{ .configMap }} }
{{- end }}
{{- end }}
{{- end -}}

{{/* What all pods have in common. Takes (dict "root" $ "key" … "values" the values of the app, or an empty dict). */}}
{{- define "customer-profiles.podSettings" -}}
automountServiceAccountToken: false
# A Service named "nats" or "mongodb" would add variables such as NATS_PORT to the environment.
enableServiceLinks: false
securityContext:
  {{- toYaml .root.Values.podSecurityContext | nindent 2 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* A pod that runs a command to its end. Takes root, key, app, name, args, and optionally env, resources, workingDir. */}}
{{- define "customer-profiles.commandPod" -}}
{{- $values := index .root.Values .key -}}
restartPolicy: {{ default "Never" .restartPolicy }}
{{ include "customer-profiles.podSettings" (dict "root" .root "values" $values) }}
containers:
  - name: {{ .name }}
    image: {{ include "customer-profiles.image" . }}
    imagePullPolicy: {{ .root.Values.image.pullPolicy }}
    {{- with .args }}
    args: {{ toJson . }}
    {{- end }}
    {{- if .claim }}
    workingDir: /data
    {{- end }}
    securityContext:
      {{- toYaml .root.Values.containerSecurityContext | nindent 6 }}
    resources:
      {{- toYaml .root.Values.retention.resources | nindent 6 }}
    env:
      {{- include "customer-profiles.env" . | nindent 6 }}
      {{- with .extraEnv }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    volumeMounts:
      {{- include "customer-profiles.files" (set (omit . "mounts") "mounts" true) | nindent 6 }}
      {{- if .claim }}
      - { name: data, mountPath: /data }
      {{- end }}
volumes:
  {{- include "customer-profiles.files" . | nindent 2 }}
  {{- if .claim }}
  - name: data
    persistentVolumeClaim: { claimName: {{ .claim }} }
  {{- end }}
{{- end -}}
