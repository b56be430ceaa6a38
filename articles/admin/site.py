"""The admin site: its names and links back to the desk."""

from django.contrib.admin import AdminSite


class NewsroomAdminSite(AdminSite):
    site_header = "Newsroom admin"
    site_title = "Newsroom admin"
    index_title = "Everything on record"
    site_url = "/desk/"
