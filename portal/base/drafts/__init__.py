"""Working copies of what is published, its versions, previews and the publish receipt."""
