// The words that names of AWS's calls and errors are made of, and what its services are called: by these, a name that AWS gives is told from one that somebody
// put into its place. Gathered from the published models of AWS's APIs (botocore, Apache-2.0), and from AWS's pages on events that are no calls.

/** In small letters, of names of calls and of errors. */
export const API_WORDS: ReadonlySet<string> = listed(`
ab abac abort aborted accelerate accelerator accelerators accept acceptable accepted accepting access accessed accesses accessible accessor
accessors account accounts accuracy acknowledge acl acls act action actions activate activated activation activations active activities activity
actor actors acts ad adapter adapters add additional addon addons address addresses adjustment adm admin administrator administrators admins
advanced advertise advisor affected after agent agents aggregate aggregated aggregates aggregation aggregations aggregator aggregators agreement
agreements ai air alarm alarms alert alerts alexa algorithm algorithms alias aliases alive all alliance allocate allocation allocations allow
allowed alphabet alpn already alternate amend analyses analysis analytics analyzable analyze analyzed analyzer analyzers ancestry anchor anchors and
annotation annotations announcement announcements anomalies anomalous anomaly anonymous another answer answers antennas anycast anywhere api apis
apns app applicable application applications applied apply approval approvals approve approved approximate apps aqua architecture archival archive
archived archives archiving are arg args argument arn arns artifact artifacts as assessment assessments asset assets assign assignment assignments
assistant assistants associate associated association associations assume async attach attachable attached attachment attachments attack attacks
attempts attendee attendees attribute attributes attribution attributions audience audit audits auth authentication authn author authorities
authority authorization authorizations authorize authorized authorizer authorizers auto autocomplete automated automatic automation autonomous
autoshift autoshifts availability available aws az azs azure backend backends backfill backlog backtest backtrack backtracks backup backups bad
baidu balance balancer balancers balances ban bandwidth bans barcode base based baseline baselines bases batch batches be beanstalk bearer before
begin behavior behaviors being benchmark benefit benefits bgp bias bidirectional bill billing bin binding blacklist blob block blocked blocker
blocking blocks blue blueprint blueprints bluinsights body bonus bookmark bootstrap borrow bot bots bounce boundary bounds branch branches brand
branding brands break bridge bridges broadcasting broker brokers browser browsers bucket buckets budget budgets buffer build builder builders builds
built builtin bulk bundle bundles bus buses business but buyer by byoasn byoip byte bytes ca cache cachedi caches calculate calculated calculation
calculator calculators calendar call callback caller calling campaign campaigns canaries canary cancel canceled cancellation cancelled candidates
cannot capabilities capability capacities capacity captcha capture carbon card cardinality cards carrier case cases catalog catalogs categories
category celebrities celebrity cell cells center centralization certificate certificates certification cfn challenge change changed changes
changeset changesets channel channels chap charges chat chats check checked checker checkmfa checkout checkpoint checks child children chime cidr
cidrs ciphertext cis claim class classic classification classifier classifiers classify clear cli client clients clip clock clone close closed cloud
cluster clusters cm cmk cmks cname cnames code codec codegen cognito coip collaboration collaborations collaborator collaborators collection
collections collector collectors column combination command commands comment comments commerce commit commitment commitments commits committed
common communication communications compare compared comparison comparisons compatibility compatible compilation complete completed compliance
compliances component components compose composite composition compositions computation compute computer concatenation concentrator concentrators
concurrency concurrent condition conditional confidence config configs configuration configurations configure configured confirm confirmation
confirmed conflict conflicting conflicts conformance connect connected connection connections connectivity connector connectors connects console
consolidated constraint constraints construct constructs consumable consumer consumers consumption contact contacts container containers contains
content contention contents context contexts continuation continue continuous contract contracts contributor contributors control controller
controllers controls conversation conversations converse conversion conversions convert cookie cookies copied copy core cors cost count countries
country counts cover coverage coverages cpu crawler crawlers crawls create created creation creations credential credentials credit criteria crl
crls cross cryptogram csp csr csv curated current custom customer customization customizations customs cutover cycle cypher daemon daemons dash
dashboard dashboards data database databases datafeed dataflow dataset datasets datasource datasources datastore datastores dataview dataviews date
days db deactivate deactivating dead deauthorize decision declaration declarative decline decode decoder decommission decorated decrease decrypt
decrypted decryption dedicated deep default defaults define defined definition definitions delay delegate delegated delegates delegation delegations
delete deleted deleting deletion deletions deliver deliverability deliveries delivery demand denied deny dependencies dependency dependent
dependents deploy deployable deployed deployment deployments deprecate deprecated deprecation deprovision deregister deregistration derive describe
description descriptions descriptor desired destination destinations detach detached detail detailed details detect detected detection detections
detector detectors dev developer development device devices dhcp diagnostic dial dialer dicom diff difference differences different digest digital
dimension dimensions direct directories directory disable disabled disallowed disassociate disassociation discard disconnect discover discovered
discoverer discoverers discoveries discovery discrepancy disk disks dismiss display dispose dissociate distinct distribute distributed distribution
distributions divergence dkim dmarc dns dnssec doc document documentation documents does domain domains dominant down download dpu draft drain drift
drifts drivers drt dry ds duplicate duplicated durable duration dynamic e earth ebs ec ecs edge edition edits eds effect effective efficiency efs
efsio egress eip ek eks elastic elasticsearch element elements eligible email embed emergency emissions empty emv enable enabled enclave encoder
encoding encrypt encryption end ended endpoint endpoints enforced enforcement engagement engagements engine engines enhanced eni enough enrichment
enrichments enrollment enter entities entitled entitlement entitlements entity entries entry enum environment environments ephemerides ephemeris
equipment error errors escalation estimate estimated estimates estimation evaluate evaluation evaluations evaluator evaluators event events evict
evidence exadata exceed exceeded exceeds except exception exceptions exchange exclusion exclusions execute executing execution executions executors
exemption exemptions exist exists exit expense experience experiences experiment experiments expiration expire expired expiry explain
explainabilities explainability explorer export exports express expression expressions extend extended extensible extension extensions external
extraction face faces facet facets factor factors failback failed failing failover failure failures families faq faqs fargate farm farms fast fault
feature featured features federate federated federation feed feedback feeds fhir field fields file files filter filtered filters finalize finalizing
finding findings firehose firewall firewalls firmware flag fleet fleets flow flows flush flywheel flywheels folder folders fond for forbidden
forecast forecasts forget forgot form format formation forms forward forwarded forwarder forwarders forwarding found foundation fpga fragment
fragments frame framework frameworks fraudster fraudsters free from front frozen fsx fulfillment full function functions fuota game gapped gateway
gateways gcm general generate generated generation generations generator generators geo geocode geofence geofences get gi git global glossary glue
glyphs goal goals gone gov governed gpus grant granted granting grants graph graphql graphs green gremlin grid ground group grouping groups
guardrail guardrails guest gui ha handle handler handshake handshakes hapg hapgs harness harnesses harvest has hdfs head header headers health
healthy heartbeat hierarchy histories history hit hits hls hold holds home hook hooks host hosted hostname hosts hours hsm hsms http https hub hubs
human hunks hybrid hyper hypervisor hypervisors iam icd ice id idc idempotency idempotent identifier identifiers identities identity idle idp ids if
ignore illegal image images immutable impact impersonation import imported imports improvements in inaccessible inactive inbound incident included
incoming incompatibility incompatible inconsistent incorrect increase index indexed indexes indexing indicators indices individual infer inference
inferred inflight info information infrastructure infrastructures ingest ingestion ingestions ingress inheritance initialize initiate initiators
injection inline input inputs ins insert insight insights inspection install installed instance instances instantiate instrument instruments
insufficient integrated integration integrations integrity intel intelligent intent intents interactions interconnect interconnects interface
interfaces intermittent internal internet interpolated interpreter interpreters interrupt interruptible into introspection invalid invalidate
invalidation invalidations inventory investigation investigations invitation invitations invite invites invocation invocations invoice invoke
invokes io iops ip ipam ipams ips ipv irreversible is isolines issue issuer issuers item items iteration iterator job jobs join journal journey
journeys json jwt kafka keep keepalive kek key keys keyspace keyspaces keyword keywords kinesis kms knowledge known kpi kx label labeling labels lag
lags lake lakehouse lakes lambda landing language languages large last latest launch layer layers layout layouts lb ldaps lead leave legal lending
length lens lenses letter level levels lever lex lexeme lexicon lexicons lf libraries library license licenses life lifecycle lifetime limit
limitations limits line lineage link linked links linux list listener listeners listening listing listings lists live liveness loa load loader local
locale locales localize location locations lock locked locker lockers lockout locks log logger loggers logging logically login logout logs long
longer lookup loop loops low lsa luna lustre mac machine machines macie mail mailbox maintenance maintenances major malformed malware manage managed
management manager managers managing manifest manifests manual many map mapped mapper mapping mappings maps mark marker marketplace marks master
match matches matching matchmaking material materialized materials matrix max maximum media medical meeting member members membership memberships
memories memory merge merged merging mesh meshes message messages messaging met meta metadata meter metered metering method methods metric metrics
mfa microsoft migrate migrated migration migrations milestone milestones minimum minute minutes mirror misconfigured mismatch missing mission
mitigation ml mlflow mobile mode model models moderated moderation moderator moderators modification modifications modified modify module modules
monitor monitored monitoring monitors mount mounted move moved moving mpa multi multicast multipart multiple multiplex multiplexes mutability mute
name named names nameservers namespace namespaces nat nearby neighbors network networks new next nfs no node nodegroup nodegroups nodes non nonce
nonexistent norm not notebook notebooks notification notifications notify now number numbers numeric o oauth object objective objectives objects
observability observation observations observer occurrences oci ocu odb of offer offering offerings offers offline offset oidc older on onboarding
once ongoing online only ontap open opentdf operating operation operations operator opportunities opportunity ops opt opted optimistic optimization
optimize optimizer optimizers option options or order orderable ordering orders org organization organizational organizations origin origination
origins ota otp out outbound outcome outcomes outdated outgoing outpost outposts output outputs over overridable override overrides oversized
overview owned owner owners ownership pack package packages packaging packed packs page pages pagination pair pairs panel panels parallel parameter
parameters parent parents parse parsing part partially participant participants partition partitions partner partners partnership partnerships parts
party password patch patches path paths patient pattern patterns pause paused payer payload payment payments pdf peer peered peering peerings peers
pending pentest pentests per percentiles performance period permission permissions permitted persistent person personal personalization personalized
personas phi phone phrases physical pickup pii pin pipe pipeline pipelines pipes place placement plaintext plan planning plans platform platforms
playback player pls plugin plugins pod point points policies policy poll pool pools populate port portal portals portfolio portfolios portion ports
position positions post powers practice precondition preconditions predefined predicates predict prediction predictions predictive predictor
predictors preference preferences prefetch prefix premises prepare prepared present preset presets presigned prevented prevention preview previews
price prices pricing primary principal principals prior priorities priority privacy private privileges proactive probe problem problems process
processed processes processing processor processors procurement producer product production products proficiencies profile profiles profiling
program programmatic programs progress prohibited project projected projects promote promotions prompt prompts propagation propagations properties
property propertygraph proposal proposals protect protected protection protections protective protocol protocols provide provided provider providers
provision provisioned provisioning proxies proxy pub public publication publish published publisher publishing pull purchase purge push put q qa ql
qualification quality quantities quantum queries query queue queued queues quick quota quotas quote rack radius random range ranges rank ranking
raster rate rates raw rcs rdf rds re reachability reached reaction reactions read readable readiness readme ready realtime reason reasoning
reassignment rebalance rebalancing reboot rebuild recall receipt receipts receive received recently recipe recipes recognition recognize recognizer
recognizers recommendation recommendations recommended recommender recommenders record recorder recorders recording records recovery recursion
recursive recycle redact redirect redrivable redrive redshift refactor refactors reference referenced references referrers refresh refreshes
regenerate regex region regional regions register registered registration registrations registries registry reimport reinvite reject rejected
related relational relationship relationships relative relay relays release releases relevant reload relying remaining remediation remote remove
rename render rendering renew renewal reorder replace replacement replay replays replica replicas replicate replicated replication replications
replicator replicators reply report reports repositories repository reputation request requested requester requests required requirements rerank
rescore resend reservation reservations reserve reserved reset resiliency resize resolution resolutions resolve resolved resolver resolvers resource
resources respond responder response responses responsibility rest restart restore restores restoring restricted restriction result results resume
resuming resync retained retention retirable retire retired retraining retrieval retrieve retrieved retriever retrievers retry retryable return
returned reusable reuse reveal reverse review reviewable reviewed reviews revision revisions revocation revocations revoke rightsizing risk roads
role roles rollback room rooms root roots rotate rotation rotations route router routers routes routing routings rtc rule rules ruleset rulesets rum
run runner running runs runtime runtimes rx s safety sagemaker same saml sample sampled samples sampling sandbox sandboxes satellite satellites
satisfiable satisfied save savings sbom scalable scaling scan scanning scans scenario scenarios scene scenes schedule scheduled scheduler schedulers
schedules scheduling schema schemas scheme schemes scope scopes score scores scram scraper scrapers screen screenshot scribe script scripts scsi sdi
sdk search searches sec secondary secret secrets section security segment segments select selection selections selectors self selfservice selling
send sender sending sensitive sensitivity sensor sentiment sequence serial serialized series server serverless servers service servicecatalog
services ses session sessions set sets setting settings setup severity sha shadow shadows shapes shard shards share shared shares sharing shift
shifts shipment shipping shutdown sight sign signal signaling signals signature signed signer signers signin signing signout similar simulate
simulation simulations single sink sinks sip site sites size sizes skill skip slack slot slots slow slr small smb sms snap snapshot snapshots
snippet snomedct snooze snowball sns software sol solution solutions sop sort source sources space spaces spans sparql speaker speakers specific
specification specifications specified specifier speech spend spending spice split splitting spot sprites sql squash ssh ssl ssml sso stabilized
stack stacks stage stages staging stale standards standby start started starter state statement statements states static station stations statistic
statistics stats status statuses stemming step steps stickiness still stop stoppable stopping stopword storage store stored storedi stores
strategies strategy stream streamed streaming streams string strings structure studio studios style sub subject subjects submit submitted submodule
subnet subnets subscribe subscribed subscriber subscribers subscription subscriptions subtype success such suggest suggested suggester suggesters
suggestion suggestions suite suites summaries summary supplemental support supported suppressed suppression suppressions suspend suspended swap
switch switched switchover sync synchronization synchronize synonym syntax synthesis synthesize system systems table tables tag tagging tags tail
take tape tapes target targeted targets task tasks tax team teams tel telemetry template templated templates temporarily temporary tenancy tenant
tenants term terminal terminate termination terminologies terminology terms test testing tests text than theme themes thesauri thesaurus thing
things third threat three throttle throttled throttling through throughput throughputs thumbnail thumbnails thumbprint ticket tier tiering tile time
timed timeline timeout timer times timestamp tip tips title tld tls to toggle token tokens tone too top topic topics topology torrent total totals
toxic tpm trace traces tracing track tracker trackers tracking tracks trade traffic trail trails trained training transact transaction transactions
transcript transcription transcripts transfer transferability transfers transform transformation transformer transformers transforms transit
transition transitioning translate translation tree trend trends trial trials trigger triggers trimmed trunk trust trusted trusts ttl tunes tuning
tunnel tunnels type typed types uefi ui uis ultra unable unallocated uname unarchive unassign unauthenticated unauthorized unavailable unchanged
undefined undeploy undeprecate under unexpected unfiltered ungroup unhealthy uninitialized unique unit units unknown unlabel unlink unlock unmatched
unmodifiable unmonitor unpeer unprocessable unreachable unrecognized unreferenced unregister unresolvable unshare unsubscribe unsupported unsuspend
untag up updatable update updated updates updating upgrade upgrades upload uploaded uploads upstream uri url urls usage usages use used user
username users using utilization utterance utterances v valid validate validation validator validators validity value values variable variables
variant vault vaults vcenter vcpu vdm vector vectors vehicle vehicles vendor verification verifications verified verify version versioning versions
vgw video view viewer views violation violations virtual visibility visible vlan vlans vm vocabularies vocabulary vod voice voices voip volume
volumes vote votes vpc vpce vpcs vpn vtl vulnerabilities waf wait waiting warm warmup warning watch watchlist watchlists wave waves way waypoints
web webhook webhooks website weights what whats when while white whitelisted widget will window windows wireless with withdraw without work worker
workers workflow workflows workforce workforces workgroup workgroups working workload workloads workspace workspaces workteam workteams write xks
xss yet you zfs zip zonal zone zones
`);

/** With which names of calls begin. */
export const VERBS: ReadonlySet<string> = listed(`
abort accept acknowledge activate add admin advertise allocate allow amend analyze apply approve archive assign associate assume attach authenticate
authorize autocomplete backtrack batch begin bid build bulk bundle calculate cancel change chat check checkout checkpoint claim classify clear clone
close commit compare complete compose compute configure confirm connect console contains continue converse convert copy count create credential
deactivate deauthorize decline decode decrease decrypt define delete deliver deny deploy deprecate deprovision deregister derive describe detach
detect digest disable disassociate discard disconnect discover dismiss dispose dissociate distribute download drain enable encrypt end enter
estimate evaluate evict exchange execute exit expire export extend failover federate filter finalize flush forecast forget forgot generate geocode
get grant head import increase infer ingest initialize initiate insert install instantiate invalidate invite invoke is issue join launch leave list
localize lock logout lookup manage merge meter migrate modify monitor move notify open optimize override pause peer policy poll populate post
predict prepare preview probe process promote provide provision publish purchase purge push put query rebalance reboot rebuild recall receive
recognize record redact redrive refresh regenerate register reimport reject release reload remove rename render renew reorder replace replicate
report request rerank rescore resend reserve reset resize resolve respond restart restore resume resync retire retrieve retry return reverse revoke
role rollback rotate run save scan schedule search select send set setup share shared shutdown sign signal simulate skip split start stop submit
subscribe suggest suspend swap switch switchover sync synchronize synthesize tag take task terminate test transact transfer translate unarchive
unassign undeploy undeprecate ungroup unlabel unlink unlock unmonitor unpeer unregister unshare unsubscribe untag update upgrade upload user
validate verify view vote withdraw write
`);

/** Names of one word. */
export const WHOLE_NAMES: ReadonlySet<string> = listed(`
AccountClosed Authenticate Autocomplete BidEvictedEvent CarrierLookup ChannelFlowCallback Chat CodeArtifactUser Converse Decrypt Disable
DomainMetadata EmailUpdated Enable Encrypt Evaluate Federate GenerateAs2805KekValidation Geocode GlobalSignOut GroupResources IndexDocuments
IndexFaces Invoke KeyDeleted KeyImported LabelParameterVersion Login Logoff Logout MarkAsArchived OptInPhoneNumber OptOutSpeaker
PasswordRecoveryCompleted PasswordRecoveryRequested PasswordUpdated PhoneNumberValidate Predict Probe Promote Publish Query ReEncrypt ReEncryptData
Rerank Rescore Retrieve RotationAbandoned RotationFailed RotationStarted RotationSucceeded Scan Search SecretRotationStarted SecretVersionDeletion
Select Sign SnapToRoads Subscribe Suggest Sync Synchronize Tag TestRotationFailed Unsubscribe Untag Verify
`);

/** Before `.amazonaws.com`, in the sources of events. */
export const SERVICES: ReadonlySet<string> = listed(`
a2i-runtime access-analyzer accessanalyzer account acm acm-pca aco-automation admin agreement-marketplace aidevops aiops airflow airflow-serverless
alexaforbusiness amp amplify amplifybackend amplifyuibuilder aoss api apigateway apigatewaymanagementapi apigatewayv2 app-integrations appconfig
appconfigdata appfabric appflow appintegrations application-autoscaling application-cost-profiler application-insights application-signals
applicationcostprofiler applicationinsights appmesh apprunner appstream appstream2 appsync aps arc-region-switch arc-zonal-shift artifact athena
auditmanager autoscaling autoscaling-plans aws-marketplace aws-portal awsssoportal b2bi backup backup-gateway backup-search backup-storage
backupsearch batch bcm-dashboards bcm-data-exports bcm-pricing-calculator bcm-recommended-actions bedrock bedrock-agent bedrock-agent-runtime
bedrock-agentcore bedrock-agentcore-control bedrock-data-automation bedrock-data-automation-runtime bedrock-runtime billing billingconductor
billingconsole braket budgets cases cassandra cassandra-streams catalog ce chatbot chime chime-sdk-identity chime-sdk-media-pipelines
chime-sdk-meetings chime-sdk-messaging chime-sdk-voice cleanrooms cleanrooms-ml cleanroomsml cloud9 cloudcontrol cloudcontrolapi clouddirectory
cloudformation cloudfront cloudfront-keyvaluestore cloudhsm cloudhsmv2 cloudsearch cloudsearchdomain cloudshell cloudtrail cloudtrail-data
cloudwatch codeartifact codebuild codecatalyst codecommit codeconnections codedeploy codeguru-profiler codeguru-reviewer codeguru-security
codeguruprofiler codepipeline codestar codestar-connections codestar-notifications codewhisperer cognito-identity cognito-idp cognito-sync
comprehend comprehendmedical compute-optimizer compute-optimizer-automation config config-conforms config-multiaccountsetup connect
connect-campaigns connect-contact-lens connectcampaigns connectcampaignsv2 connectcases connecthealth connectparticipant console consolidatedbilling
contact-lens controlcatalog controlplane controltower cost-optimization-hub cur customer-profiles data data-ats data-signer databrew dataexchange
datapipeline dataplane datasync datazone dax deadline delegate deployment-marketplace detective devicefarm devops-agent devops-guru diagnostics
directconnect discovery discovery-marketplace dlm dms docdb docdb-elastic drs ds ds-data dsql dynamodb dynamodbstreams ebs ec2 ec2-instance-connect
ec2fleet ec2messages ecr ecr-public ecs edge edgelambda efs eks eks-auth elastic-inference elasticache elasticbeanstalk elasticfilesystem
elasticloadbalancing elasticmapreduce elastictranscoder elb elbv2 elemental-inference elementalinference email emr emr-containers emr-serverless
entitlement entityresolution es events evidently evs execute-api featurestore-runtime finspace finspace-api finspace-data firehose fis fms forecast
forecastquery frauddetector freetier fsx gamelift gameliftstreams geo geo-maps geo-places geo-routes glacier globalaccelerator glue grafana
greengrass greengrassv2 groundstation guardduty health health-agent healthlake honeycode hpc iam identity-chime identitystore imagebuilder
importexport ingest inspector inspector-scan inspector2 interconnect internetmonitor invoicing iot iot-data iot-jobs-data iot-managed-integrations
iot1click iotanalytics iotdata iotdeviceadvisor iotevents iotevents-data ioteventsdata iotfleetwise iotmanagedintegrations iotsecuredtunneling
iotsecuretunneling iotsitewise iotthingsgraph iottwinmaker iotwireless ipam ivs ivs-realtime ivschat ivsrealtime jobs kafka kafkaconnect kendra
kendra-ranking keyspaces keyspacesstreams kinesis kinesis-video-archived-media kinesis-video-media kinesis-video-signaling
kinesis-video-webrtc-storage kinesisanalytics kinesisanalyticsv2 kinesisvideo kms lakeformation lambda launch-wizard launchwizard lex lex-models
lex-runtime lexv2-models lexv2-runtime license-manager license-manager-linux-subscriptions license-manager-user-subscriptions lightsail location
logs lookoutequipment lookoutmetrics lookoutvision m2 machinelearning macie macie2 mail-manager mailmanager malware malware-protection
managedblockchain managedblockchain-query marketplace marketplace-agreement marketplace-catalog marketplace-deployment marketplace-discovery
marketplace-entitlement marketplace-reporting marketplacecommerceanalytics media-pipelines-chime mediaconnect mediaconvert medialive mediapackage
mediapackage-vod mediapackagev2 mediastore mediastore-data mediatailor medical-imaging meetings-chime memory-db memorydb messaging-chime metering
meteringmarketplace metrics mgh mgn migration-hub-refactor-spaces migrationhub-config migrationhub-orchestrator migrationhub-strategy
migrationhuborchestrator migrationhubstrategy mobilehub mobiletargeting models models-v2-lex monitoring mpa mq mturk mturk-requester
multi-party-approval mwaa mwaa-serverless nat-gateway neptune neptune-db neptune-graph neptunedata network-firewall networkflowmonitor
networkinsights networkmanager networkmonitor nimble notifications notifications-contacts notificationscontacts nova-act oam observabilityadmin odb
oidc omics opensearch opensearchserverless opsworks opsworks-cm organizations osis outposts panorama participant partnercentral-account
partnercentral-benefits partnercentral-channel partnercentral-selling payment-cryptography payment-cryptography-data payments pca-connector-ad
pca-connector-scep pcs personalize personalize-events personalize-runtime pi pinpoint pinpoint-email pinpoint-sms-voice pinpoint-sms-voice-v2
pipeline pipes polly portal pricing pricingplanmanager profile proton q qapps qbusiness qconnect qldb query quicksetup quicksight ram rbin rds
rds-data reachabilityanalyzer redshift redshift-data redshift-serverless refactor-spaces rekognition reporting-marketplace repostspace resiliencehub
resource-explorer-2 resource-groups resource-management resourcegroupstaggingapi robomaker rolesanywhere route53 route53-recovery-cluster
route53-recovery-control-config route53-recovery-readiness route53domains route53globalresolver route53profiles route53resolver rtbfabric rum
runtime runtime-v2-lex s3 s3-control s3-object-lambda s3-outposts s3control s3express s3files s3outposts s3tables s3vectors sagemaker
sagemaker-a2i-runtime sagemaker-edge sagemaker-featurestore-runtime sagemaker-geospatial sagemaker-metrics sagemaker-runtime savingsplans scheduler
schemas scn sdb secretsmanager security-ir securityagent securityhub securitylake serverlessrepo service-quotas servicecatalog
servicecatalog-appregistry servicediscovery servicequotas ses sesv2 shield signer signer-data signin simpledbv2 simspaceweaver sms sms-voice
snow-device-management snowball sns social-messaging socialmessaging spot spotfleet spotinstance sqs ssm ssm-contacts ssm-guiconnect ssm-incidents
ssm-quicksetup ssm-sap ssmmessages sso sso-admin sso-directory sso-oauth sso-oidc states stepfunctions storagegateway streams sts supplychain
support support-app supportapp sustainability swf synthetics tagging tagpolicies tax taxsettings textract thinclient timestream timestream-influxdb
timestream-query timestream-write tnb transcribe transfer transitgateway translate trustedadvisor tunneling user-subscriptions uxc
verifiedpermissions vmie voice-chime voice-id voiceid vpc-flow-logs vpc-lattice waf waf-regional wafv2 wellarchitected wickr wisdom workdocs
worklink workmail workmailmessageflow workspaces workspaces-instances workspaces-thin-client workspaces-web xray
`);

function listed(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
