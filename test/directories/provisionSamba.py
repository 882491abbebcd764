"""Makes a Samba domain in a folder and fills it: python3 provisionSamba.py FOLDER < office.json
With --invocation GUID it gives a copy of such a domain another invocation id instead, as a second controller has.

The entries are written into the database while no server runs, which takes milliseconds each instead of the half
second of samba-tool, and allows what LDAP does not: fixed objectGUIDs, old passwords, times in the past.
"""

import json
import logging
import sys

import ldb
from samba import dsdb
from samba.auth import system_session
from samba.credentials import Credentials
from samba.dcerpc import misc
from samba.ndr import ndr_pack
from samba.param import LoadParm
from samba.provision import provision
from samba.samdb import SamDB

folder = sys.argv[1]


def open_database():
    loaded = LoadParm()
    loaded.load(folder + "/etc/smb.conf")
    # The copy lies elsewhere than the domain was made.
    loaded.set("private dir", folder + "/private")
    credentials = Credentials()
    credentials.guess(loaded)
    path = folder + "/private/sam.ldb"
    return SamDB(url=path, session_info=system_session(), credentials=credentials, lp=loaded)


if len(sys.argv) > 3 and sys.argv[2] == "--invocation":
    db = open_database()
    message = ldb.Message(ldb.Dn(db, str(db.get_dsServiceName())))
    value = ndr_pack(misc.GUID(sys.argv[3]))
    message["invocationId"] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, "invocationId")
    db.modify(message, controls=["relax:0"])
    sys.exit(0)

office = json.load(sys.stdin)
logging.basicConfig(stream=sys.stderr, level=logging.WARNING)

lp = LoadParm()
lp.load(folder + "/empty.conf")
lp.set("interfaces", "127.0.0.1/8")
lp.set("bind interfaces only", "yes")
provision(
    logging.getLogger("provision"),
    system_session(),
    smbconf=folder + "/etc/smb.conf",
    targetdir=folder,
    realm=office["realm"],
    domain=office["domain"],
    serverrole="active directory domain controller",
    dns_backend="NONE",
    adminpass=office["administratorPassword"],
    hostname="dc1",
    hostip="127.0.0.1",
    hostip6="",
    dom_for_fun_level=dsdb.DS_DOMAIN_FUNCTION_2008_R2,
    base_schema="2012_R2",
    # Rights on files are of no use here, and only root could set them.
    skip_sysvolacl=True,
    use_ntvfs=False,
    useeadb=True,
    lp=lp,
)

db = open_database()
base = str(db.domain_dn())


def modify(dn, values, controls=None):
    message = ldb.Message(ldb.Dn(db, dn))
    for name, value in values.items():
        message[name] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, name)
    db.modify(message, controls=controls)


for dn, values in office["settings"].items():
    modify(dn or base, values)

db.transaction_start()
for entry in office["entries"]:
    message = {"dn": entry["dn"]}
    for name, values in entry["attributes"].items():
        message[name] = values
    if "password" in entry:
        message["unicodePwd"] = ('"%s"' % entry["password"]).encode("utf-16-le")
    message["objectGUID"] = ndr_pack(misc.GUID(entry["guid"]))
    db.add(message, controls=["relax:0"])
for dn, members in office["members"].items():
    message = ldb.Message(ldb.Dn(db, dn))
    message["member"] = ldb.MessageElement(members, ldb.FLAG_MOD_ADD, "member")
    db.modify(message)
db.transaction_commit()

for dn, group in office["primaryGroups"].items():
    # The person must be a member already; the directory then drops them from the members.
    found = db.search(group, scope=ldb.SCOPE_BASE, attrs=["primaryGroupToken"])
    modify(dn, {"primaryGroupID": str(found[0]["primaryGroupToken"])})
for dn, values in office["afterwards"].items():
    modify(dn, values, ["local_oid:%s:0" % dsdb.DSDB_CONTROL_BYPASS_PASSWORD_HASH_OID])
