"""The portal as linked data: the services in CPSV-AP-NO, our own data in DCAT-AP-NO, schema.org."""
