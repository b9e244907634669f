// What the findings are about. A judge and Keyseal are compared topic by topic, so each has its own words for these.

/** Topics of keys. */
export const keyTopics = {
  size: ["kModulusShort", "kModulusShortPrivate", "kCodeSigningSize", "kModulusTooLong", "kModulusRefused"],
  "whole octets": ["kModulusNotOctets"],
  exponent: ["kExponentBad", "kExponentUnusual", "kExponentRefused"],
  "small factor": ["kModulusEven", "kSmallFactor", "kMediumFactor"],
  power: ["kModulusPrimePower", "kPerfectPower"],
  Fermat: ["kClosePrimes", "kNearlyClosePrimes"],
  ROCA: ["kRoca", "kRocaModuli"],
  pattern: ["kKeyPattern"],
  "small private exponent": ["kSmallPrivateExponent"],
  "shared prime": ["kKnownSharedPrime", "kKnownPrimesNotEvaluated"],
  "published key": ["kPublishedKey"],
  "guessable key": ["kGuessableScalar"],
  curve: ["kCurveNotAllowed", "kCurveUnknown", "kP521Refused"],
  point: ["kPointInvalid", "kPointCompressed"],
  "key type": [
    "kKeyTypeNotPublic",
    "kKeyTypeNotCaller",
    "kKeyTypeUnknown",
    "kSmimeKeyType",
    "kPssKey",
    "kAlgorithmRefused",
  ],
  "key encoding": [
    ...["kRsaAlgorithmBytes", "kP256AlgorithmBytes", "kP384AlgorithmBytes", "kP521AlgorithmBytes", "kCurveNotNamed"],
    ...["kOtherAlgorithmBytes", "kKeyEncoding", "kKeyInvalid"],
  ],
};

/** Topics of lists of keys. */
export const listTopics = {
  "compromised key": ["kCompromisedKey", "kDebianWeakKey", "kCompromiseNotEvaluated", "kDebianNotEvaluated"],
};

/** Topics of the frame around what is asked for. */
export const frameTopics = {
  structure: [
    ...["kVersion", "kAttributesAbsent", "kAttributeEmpty", "kNotDer", "kDerOrder", "kStructure"],
    "kExtensionRequestRepeated",
    ...["kExtensionsEmpty", "kExtensionMalformed"],
  ],
  signature: ["kSignatureWrong", "kSignatureNotVerified", "kSignatureAlgorithmOther", "kSignatureParameters"],
  "signature algorithm": ["kSignatureAlgorithmRefused", "kSignatureAlgorithmOld"],
};

/** Topics of the names, the subject and the extensions: what a certificate takes over. */
export const contentTopics = {
  "repeated extension": ["kExtensionRepeated"],
  "policy of an authority": ["kStapleRefused", "kLabelsRefused", "kAddressNameRefused", "kNamesRefused"],
  "attributes in one part": ["kRdnMultiple"],
  "repeated attribute": ["kAttributeRepeated"],
  "order of attributes": ["kAttributeOrder", "kAttributeOrderIssued"],
  "string type": ["kAttributeString", "kAttributeStringIssued", "kAttributeCharacters"],
  "attribute length": ["kAttributeTooLong"],
  "attributes of the level": [
    ...["kDvAttribute", "kDvAttributeIssued", "kIvIncomplete", "kOvIncomplete", "kOvPerson", "kEvIncomplete"],
    ...["kEvJurisdiction", "kEvAttribute"],
    ...["kAttributeUnusual", "kSmimeAttribute", "kSmimeIncomplete", "kSmimeNoType", "kSmimePseudonym"],
  ],
  "business category": ["kEvCategory"],
  "EV wildcard": ["kEvWildcard"],
  "EV address": ["kEvAddress"],
  country: ["kCountry", "kCountryXx"],
  placeholder: ["kPlaceholder", "kToolDefault"],
  text: ["kTextUnseen", "kTextBroken"],
  "organizational unit": ["kOrganizationalUnit"],
  "common name": ["kCommonName", "kCommonNameNotInNames", "kCommonNameCase"],
  "common name of a mailbox": ["kSmimeCommonName"],
  "no name": ["kNoNames", "kNamesInCommonName", "kNoMailbox", "kMailboxInSubject"],
  "mail address": ["kMailbox", "kMailboxNotInNames", "kMailboxLocal", "kUtf8Mailbox"],
  "address of the subject": ["kSmimePlace"],
  "organization identifier": ["kRegistration", "kEvIdentifier"],
  "kind of name": ["kNameKind"],
  "critical names": ["kSanCriticality", "kSanCriticalityIssued", "kSanCriticalNeedlessly"],
  "DNS syntax": ["kNameText", "kLabelCharacters", "kLabelTooLong", "kNameTooLong", "kTrailingDot"],
  "reserved label": ["kLabelReserved"],
  "local name": ["kInternalName", "kIpAsDns"],
  "reverse zone": ["kReverseZone"],
  "wildcard position": ["kWildcardMisplaced"],
  "public suffix": ["kWildcardSuffix", "kPublicSuffix"],
  Punycode: ["kPunycode", "kNotNfc"],
  onion: ["kOnion"],
  "IP size": ["kIpSize"],
  "reserved IP": ["kIpReserved"],
  "repeated name": ["kNameRepeated"],
  capitals: ["kNameCapitals"],
  "key usage": [
    ...["kRsaUsageForbidden", "kRsaUsageUnusual", "kEcUsageForbidden", "kEcUsageUnusual", "kUsageEncoding"],
    ...["kSmimeUsage", "kUsageMissing"],
  ],
  "extended key usage": [
    ...["kPurposeForbidden", "kPurposeMissing", "kPurposeUnusual", "kSmimePurpose", "kSmimePurposeMissing"],
    ...["kSmimePurposeStrict", "kSmimePurposeSoon", "kSmimePurposeEnded"],
  ],
  "reserved policy": ["kReservedPolicy"],
  "critical extension": ["kExtensionCritical", "kUsageNotCritical", "kUsageCriticalRather", "kConstraintsNotCritical"],
  "unique identifier": ["kUniqueId"],
  "legacy generation": ["kSmimeLegacy"],
  "client authentication": ["kClientAuth", "kClientAuthSoon"],
  authority: ["kCaRequested", "kCaIssued", "kSigningRequested"],
  "name constraints": ["kNameConstraints"],
  "subject key identifier": ["kSubjectKeyIdentifier"],
  "other extension": ["kExtensionUnusual"],
};

// Notices that say only that something was left to the authority, or not looked at: no topic of any judge.
const silent = ["kTooManyNames", "kExtensionIgnored", "kAttributeIgnored", "kChallengePassword", "kKeyDiffers"];
// Nor does a judge compare the files of one run, or know proofs of onion services.
silent.push("kMoreFindings", "kTextCut", "kMicrosoftExtensions", "kSmimeTypes");
silent.push("kSharedPrime", "kSharedModulus", "kModulusNotCompared");
silent.push("kTnNumbers", "kTnCodes", "kTnCodeCharacters", "kCallerName", "kCallerIncomplete", "kCallerPurpose");
silent.push("kAttestation", "kAttestationWanted");
silent.push("kReportedKey", "kKeyOfAnother");
silent.push("kOnionProof", "kOnionNonce", "kOnionNonceShort", "kOnionKey");

const topicOf = new Map(silent.map((symbol) => [symbol, undefined]));
for (const [topic, symbols] of Object.entries({ ...keyTopics, ...listTopics, ...frameTopics, ...contentTopics })) {
  for (const symbol of symbols) topicOf.set(symbol, topic);
}

/** The topic of a rule of rules.def; undefined for one that no judge knows. A rule without an entry is its own topic. */
export function topicOfRule(symbol) {
  return topicOf.has(symbol) ? topicOf.get(symbol) : symbol;
}

/** A key or request that cannot be read is not looked at any further, by anyone. */
export const lastTopics = ["key encoding", "point", "structure"];
