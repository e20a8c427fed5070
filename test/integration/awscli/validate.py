"""Runs the AWS CLI's own `aws cloudtrail validate-logs` over archives in local folders, and says what it said.

stdin:  {"archives": {NAME: {"buckets": {BUCKET: FOLDER}, "keys": FOLDER}}}
stdout: {"version": ..., "module": ..., "archives": {NAME: [RUN]}}, a run for each trail, account and region that an archive holds
        digests of. Its `digests`, `logs` and `gaps` are the command's lines taken apart, its `error` is what ended it early.

The rules are the package's: the command is started as `aws` starts it, with the arguments that a person would give. What answers for
AWS here are stand-ins, and nothing else is: a bucket is a folder (an object's metadata is in OBJECT.head.json beside it), the public
keys of a region are in REGION.public-keys.json, and the trails are those whose digests the buckets hold.
"""
import contextlib
import io
import json
import os
import re
import sys
from argparse import Namespace
from datetime import datetime, timezone

import awscli
import jmespath
from awscli.botocore.session import Session
from awscli.customizations.cloudtrail import validation

SIDECAR = '.head.json'
# The period asked for holds every digest of every archive and more, so that nothing lies outside by accident.
START, END = '2026-01-20T00:00:00Z', '2026-03-10T00:00:00Z'
# S3 gives a listing in pages of 1,000; smaller ones make the command turn them.
PAGE = 25

DIGEST = re.compile(
    r'^(?P<prefix>.*?)/?AWSLogs/((?P<organization>o-[a-z0-9]+)/)?(?P<account>\d{12})/CloudTrail-Digest/(?P<region>[a-z0-9-]+)/\d+/\d+/\d+/'
    r'(?P=account)_CloudTrail-Digest_(?P=region)_(?P<trail>.+)_(?P<home>[a-z0-9-]+)_(?P<date>\d{8}T\d{6}Z)(_backfill)?\.json\.gz$')
SAID = re.compile(r'^(Digest|Log) file\ts3://([^/]+)/(.+?)\t(valid|INVALID)(?:: (.*))?$')
GAP = re.compile(r'^No log files were delivered by CloudTrail between (\S+) and (\S+)$')


class Bucket:
    """A folder that answers for a bucket."""

    def __init__(self, folder):
        self.folder = folder
        self.keys = sorted(
            (os.path.relpath(os.path.join(at, name), folder).replace(os.sep, '/')
             for at, _, names in os.walk(folder) for name in names if not name.endswith(SIDECAR)),
            # S3 lists keys in the order of their UTF-8 bytes.
            key=lambda key: key.encode())

    def get(self, key):
        if key not in self.keys:
            raise validation.ClientError({'Error': {'Code': 'NoSuchKey', 'Message': 'The specified key does not exist.'}}, 'GetObject')
        path = os.path.join(self.folder, key)
        metadata = {}
        if os.path.exists(path + SIDECAR):
            with open(path + SIDECAR, encoding='utf-8') as sidecar:
                metadata = json.load(sidecar)['Metadata']
        with open(path, 'rb') as content:
            return {'Body': io.BytesIO(content.read()), 'Metadata': metadata}


class S3:
    """Stand-in for botocore's S3 client: the four calls that the command makes."""

    def __init__(self, buckets):
        self.buckets = buckets

    def get_bucket_location(self, Bucket):
        assert Bucket in self.buckets, Bucket
        return {'LocationConstraint': 'eu-central-1'}

    def get_object(self, Bucket, Key):
        return self.buckets[Bucket].get(Key)

    def get_paginator(self, operation):
        assert operation == 'list_objects', operation
        return self

    def paginate(self, Bucket, Marker):
        keys = [key for key in self.buckets[Bucket].keys if key.encode() > Marker.encode()]
        # A page without objects has no `Contents`.
        return Pages([{'Contents': [{'Key': key} for key in keys[i:i + PAGE]]} for i in range(0, len(keys), PAGE)] or [{}])


class Pages(list):
    """botocore's PageIterator searches page by page."""

    def search(self, expression):
        for page in self:
            yield from jmespath.search(expression, page) or []


class CloudTrail:
    """Stand-in for botocore's CloudTrail client in one region."""

    def __init__(self, keys, region, trail):
        self.path = os.path.join(keys, '%s.public-keys.json' % region)
        self.trail = trail

    def describe_trails(self):
        return {'trailList': [self.trail]}

    def list_public_keys(self, StartTime, EndTime):
        if not os.path.exists(self.path):
            return {'PublicKeyList': []}
        with open(self.path, encoding='utf-8') as printed:
            keys = json.load(printed)['PublicKeyList']
        # AWS lists the keys whose validity meets the period. Value stays base64: so the CLI's botocore hands blobs on.
        return {'PublicKeyList': [key for key in keys
                                  if time(key['ValidityStartTime']) <= EndTime and time(key['ValidityEndTime']) >= StartTime]}


class Organizations:
    """Stand-in for botocore's Organizations client."""

    def __init__(self, organization):
        self.organization = organization

    def describe_organization(self):
        return {'Organization': {'Id': self.organization}}


class LocalSession(Session):
    """The CLI's own session, but for the clients that it makes."""

    def __init__(self, buckets, keys, trail, organization):
        super().__init__()
        self.answering = (buckets, keys, trail, organization)

    def create_client(self, service_name, region_name=None, **_):
        buckets, keys, trail, organization = self.answering
        if service_name == 's3':
            return S3(buckets)
        if service_name == 'cloudtrail':
            return CloudTrail(keys, region_name, trail)
        assert service_name == 'organizations', service_name
        return Organizations(organization)


def time(text):
    return datetime.fromisoformat(text.replace('Z', '+00:00')).astimezone(timezone.utc)


def trails(buckets):
    """Each trail, account and region that the buckets hold digests of. Its bucket is where its newest digest lies."""
    found = {}
    for name, bucket in buckets.items():
        for key in bucket.keys:
            match = DIGEST.match(key)
            if match:
                which = match.group('prefix', 'organization', 'account', 'region', 'trail', 'home')
                found[which] = max(found.get(which, ('', '')), (match['date'], name))
    return sorted(((*which, bucket) for which, (_, bucket) in found.items()), key=repr)


def validated(buckets, keys, prefix, organization, account, region, trail, home, bucket):
    # The trail of an organization belongs to its management account, which holds none of the logs.
    owner = '999999999999' if organization else account
    arn = 'arn:aws:cloudtrail:%s:%s:trail/%s' % (home, owner, trail)
    described = {'TrailARN': arn, 'S3BucketName': bucket, 'IsOrganizationTrail': organization is not None}
    if prefix:
        described['S3KeyPrefix'] = prefix
    command = validation.CloudTrailValidateLogs(LocalSession(buckets, keys, described, organization))
    arguments = ['--trail-arn', arn, '--start-time', START, '--end-time', END, '--verbose']
    if organization:
        arguments += ['--account-id', account]
    out, err = io.StringIO(), io.StringIO()
    status, error = None, None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = command(arguments, Namespace(region=region, verify_ssl=None, endpoint_url=None))
        except Exception as problem:  # as `aws` does: it prints the text and ends with 255
            error = str(problem)
    said = [line for line in (out.getvalue() + '\n' + err.getvalue()).split('\n') if line]
    files = [match.groups() for match in map(SAID.match, said) if match]
    gaps = [match.groups() for match in map(GAP.match, said) if match]
    # stderr holds nothing but verdicts: a line that is not understood here must not pass for silence.
    for line in err.getvalue().split('\n'):
        assert not line or SAID.match(line) or GAP.match(line), line
    return {
        'trail': arn, 'account': account, 'region': region, 'status': status, 'error': error,
        'digests': [verdict(file) for file in files if file[0] == 'Digest'],
        'logs': [verdict(file) for file in files if file[0] == 'Log'],
        'gaps': [{'from': older, 'to': newer} for older, newer in gaps],
    }


def verdict(file):
    _, bucket, key, word, message = file
    return {'bucket': bucket, 'key': key, 'verdict': word, 'message': message}


def main():
    result = {}
    for name, archive in json.load(sys.stdin)['archives'].items():
        buckets = {bucket: Bucket(folder) for bucket, folder in archive['buckets'].items()}
        result[name] = [validated(buckets, archive['keys'], *trail) for trail in trails(buckets)]
    json.dump({'version': awscli.__version__, 'module': validation.__file__, 'archives': result}, sys.stdout)


if __name__ == '__main__':
    main()
