"""Fields and procedures: what stays the same while versions come and go."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.base.edition.watching import watched
from motcua.domain.catalogue.enums import OwnerSystem
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import plain

FIELD_CODE = r"^[A-Z0-9]+([.-][A-Z0-9]+)*$"


class Field(models.Model):
    """A subject area (lĩnh vực). Spellings that fold to one slug are one field, named as it first came.

    `code` is that of the city's or the nation's list, where one was given. A retired one keeps its procedures and
    cases, and is not offered for others.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    name = plain(models.TextField())
    slug = plain(models.TextField(unique=True))
    code = plain(models.CharField(max_length=20, blank=True))
    retired_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "catalogue_field"
        triggers: ClassVar = [watched("catalogue_field")]
        ordering: ClassVar = ["slug"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="catalogue_field_code_once",
                violation_error_message="Mã này đã có ở một lĩnh vực khác.",
            ),
            models.CheckConstraint(
                name="catalogue_field_code_form",
                condition=Q(code="") | Q(code__regex=FIELD_CODE),
                violation_error_message="Mã lĩnh vực gồm chữ in không dấu, số, dấu chấm, gạch nối.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """What can be asked for. `code` is national, or "MC.0001" where we know of none.

    `plain_words` are what people call it, kept across versions, for the search.
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    code = plain(models.CharField(max_length=40, unique=True))
    owner_system = plain(models.CharField(max_length=10, choices=OwnerSystem.choices(), default=OwnerSystem.CITY.value))
    plain_words = plain(ArrayField(models.TextField(), default=list, blank=True))
    created_at = plain(models.DateTimeField(default=clock.now))

    class Meta:
        db_table = "catalogue_procedure"
        triggers: ClassVar = [watched("catalogue_procedure")]
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="catalogue_procedure_code_form",
                condition=Q(code__regex=r"^([0-9]\.[0-9]{6}(\.[A-Z0-9.]+)?|MC\.[0-9]{4})$"),
                violation_error_message="Mã thủ tục có dạng 1.001193 (quốc gia) hoặc MC.0001 (tạm đặt).",
            ),
            models.CheckConstraint(
                name="catalogue_procedure_owner_known",
                condition=Q(owner_system__in=[owner.value for owner in OwnerSystem]),
                violation_error_message="Hệ thống chủ quản không có trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return self.code
