"""Area replies: provinces, cities, subdistricts, postal codes (`/public/locations…`)."""

from __future__ import annotations

from app.api.models.base import Text, WireModel


class Location(WireModel):
    """A subdistrict a parcel can go to."""

    id: int
    subdistrict_name: Text = ""
    city_name: Text = ""
    province_name: Text = ""
    display: Text = ""


class Province(WireModel):
    province_id: int
    province_name: Text = ""


class City(WireModel):
    city_id: int
    city_name: Text = ""


class PostalCode(WireModel):
    postal_code: Text
