// The topics of zlint's lints. A lint that fires and stands nowhere here fails the test, so that none is forgotten.

const topics = {
  size: ["e_rsa_mod_less_than_2048_bits", "e_mp_modulus_must_be_2048_bits_or_more"],
  "whole octets": ["e_mp_modulus_must_be_divisible_by_8"],
  exponent: [
    ...["w_rsa_public_exponent_not_in_range", "e_rsa_public_exponent_too_small", "e_rsa_public_exponent_not_odd"],
    ...["e_mp_exponent_cannot_be_one"],
  ],
  "small factor": ["w_rsa_mod_factors_smaller_than_752", "w_rsa_mod_not_odd"],
  Fermat: ["e_rsa_fermat_factorization"],
  "guessable key": ["e_ecdsa_small_private_key"],
  "key type": ["e_public_key_type_not_allowed", "e_mp_rsassa-pss_in_spki", "e_invalid_spki_algoid"],
  "key encoding": [
    ...["e_algorithm_identifier_improper_encoding", "e_mp_ecdsa_pub_key_encoding_correct"],
    ...["e_spki_rsa_encryption_parameter_not_null"],
  ],
  structure: ["e_cert_ext_invalid_der"],
  "repeated extension": ["e_ext_duplicate_extension"],
  "attributes in one part": ["n_multiple_subject_rdn"],
  "repeated attribute": ["e_duplicate_subject_attribs"],
  "order of attributes": ["e_invalid_subject_rdn_order"],
  "string type": [
    ...["e_subject_rdns_correct_encoding", "e_subject_dn_country_not_printable_string"],
    ...["e_subject_dn_not_printable_characters"],
  ],
  "attribute length": ["e_subject_organization_name_max_length", "w_subject_surname_recommended_max_length"],
  "attributes of the level": [
    ...["e_cab_dv_subject_invalid_values", "e_sub_cert_locality_name_must_appear", "e_sub_cert_province_must_appear"],
    ...["e_sub_cert_country_name_must_appear", "e_cert_policy_ov_requires_country", "e_ev_serial_number_missing"],
    ...["e_ev_business_category_missing", "e_ev_country_name_missing", "e_ev_organization_name_missing"],
    "e_ev_extra_subject_attribs",
    ...["e_cert_policy_ov_requires_province_or_locality", "e_cab_iv_requires_personal_name_strict"],
    ...["e_sub_cert_given_name_surname_contains_correct_policy", "e_sub_cert_street_address_should_not_exist"],
    ...["e_mailbox_validated_allowed_subjectdn_attributes", "e_mailbox_validated_enforce_subject_field_restrictions"],
    "e_invalid_individual_identity",
  ],
  "business category": ["e_ev_invalid_business_category"],
  "EV wildcard": ["e_ev_not_wildcard"],
  country: ["e_subject_country_name", "e_subject_country_not_iso", "e_subj_country_not_uppercase"],
  placeholder: ["e_subject_contains_noninformational_value"],
  text: [
    "e_subj_contains_html_entities",
    "e_utf8_latin1_mixup",
    "e_utf8_replacement_char_in_subject",
    "w_subject_dn_leading_whitespace",
    "w_subject_dn_trailing_whitespace",
  ],
  "organizational unit": [
    ...[
      "e_organizational_unit_name_prohibited",
      "e_subject_contains_organizational_unit_name_and_no_organization_name",
    ],
  ],
  "common name": [
    "w_extra_subject_common_names",
    "e_subject_common_name_not_exactly_from_san",
    "w_subject_common_name_included",
  ],
  "common name of a mailbox": ["e_commonname_mailbox_validated", "e_org_validated_invalid_cn"],
  "organization identifier": [
    ...["e_registration_scheme_id_matches_subject_country", "e_cabf_org_identifier_joic_mismatch"],
    ...["e_ev_invalid_orgid_reg_scheme", "e_ev_organization_id_missing", "e_ev_subject_orgid_ext_mismatch"],
  ],
  "EV address": ["e_ev_san_ip_address_present"],
  "critical extension": [
    ...["e_eku_critical", "e_ext_authority_key_identifier_critical", "e_sub_cert_basic_constraints_not_critical"],
    "w_sub_cert_certificate_policies_marked_critical",
  ],
  "unique identifier": ["e_cert_contains_unique_identifier"],
  "reserved policy": ["e_exactly_one_smime_policy"],
  "legacy generation": ["e_legacy_generation_deprecated"],
  "no name": [
    "e_subject_empty_without_san",
    "e_ext_san_missing",
    "e_ext_san_no_entries",
    "e_ext_cannot_be_empty_sequence",
    "e_san_shall_be_present",
  ],
  "mail address": [
    ...["e_single_email_if_present", "e_mailbox_address_shall_contain_an_rfc822_name", "e_subj_email_not_in_san"],
    "e_ext_san_rfc822_format_invalid",
  ],
  "kind of name": [
    ...["e_ext_san_rfc822_name_present", "e_ext_san_directory_name_present", "e_ext_san_other_name_present"],
    ...["e_ext_san_registered_id_present", "e_ext_san_uniform_resource_identifier_present"],
  ],
  "critical names": ["e_ext_san_not_critical_without_subject", "w_san_should_not_be_critical"],
  "DNS syntax": [
    ...["e_dnsname_bad_character_in_label", "e_dnsname_empty_label", "e_rfc_dnsname_empty_label"],
    ...["e_ext_san_empty_name", "e_ext_san_dns_name_too_long", "e_ext_san_space_dns_name"],
    ...["e_ext_san_dns_not_ia5_string", "e_dnsname_label_too_long", "e_rfc_dnsname_label_too_long"],
    ...["e_san_dns_name_includes_null_char", "e_dnsname_hyphen_in_sld", "e_rfc_dnsname_hyphen_in_sld"],
    ...["e_underscore_not_permissible_in_dnsname", "w_dnsname_underscore_in_trd", "w_rfc_dnsname_underscore_in_trd"],
  ],
  "reserved label": ["e_dnsname_contains_prohibited_reserved_label"],
  "local name": ["e_dnsname_not_valid_tld"],
  "reverse zone": [
    ...["e_arpa_domain_not_allowed", "e_subject_contains_reserved_arpa_ip", "w_subject_contains_malformed_arpa_ip"],
  ],
  "wildcard position": [
    ...["e_san_wildcard_not_first", "e_dnsname_left_label_wildcard_correct", "e_dnsname_wildcard_only_in_left_label"],
    "e_san_bare_wildcard",
  ],
  "public suffix": ["n_san_iana_pub_suffix_empty", "n_dnsname_wildcard_left_of_public_suffix"],
  Punycode: ["e_international_dns_name_not_unicode", "e_international_dns_name_not_nfc"],
  onion: ["e_san_dns_name_onion_invalid"],
  "reserved IP": ["e_ext_san_contains_reserved_ip", "e_subject_contains_reserved_ip"],
  "repeated name": ["n_san_dns_name_duplicate"],
  authority: [
    "e_ext_key_usage_cert_sign_without_ca",
    "e_sub_cert_key_usage_cert_sign_bit_set",
    "e_sub_cert_key_usage_crl_sign_bit_set",
  ],
  "key usage": [
    ...["e_cabf_ecc_allowed_key_usages", "w_cabf_ecc_ku_keyagreement_present", "e_ecdsa_allowed_ku"],
    ...["n_ecdsa_ee_invalid_ku", "e_ext_key_usage_without_bits", "e_incorrect_ku_encoding"],
    ...["e_superfluous_ku_encoding", "e_key_usage_incorrect_length"],
    "e_key_usage_and_extended_key_usage_inconsistent",
    ...["e_ecpublickey_key_usages", "e_edwardspublickey_key_usages", "e_key_usage_presence", "e_rsa_other_key_usages"],
    ...["e_rsa_key_usage_legacy_multipurpose", "e_rsa_key_usage_strict"],
    "e_rsa_allowed_ku_ee",
  ],
  "extended key usage": [
    ...["e_sub_cert_eku_check", "e_sub_cert_eku_missing", "e_smime_legacy_multipurpose_eku_check"],
    "e_smime_strict_eku_check",
  ],
  "client authentication": ["e_client_auth_not_allowed"],
  "name constraints": [
    ...["e_ext_name_constraints_not_critical", "e_ext_name_constraints_not_in_ca", "e_name_constraint_empty"],
  ],
  "subject key identifier": ["w_ext_subject_key_identifier_not_recommended_subscriber"],
};

// About what the authority writes by itself, be it the test CA's or that of a vector: no request can bring it.
const ofTheAuthority = [
  /^n_ct_sct_policy_count_unsatisfied$/, // a test CA has no log
  /^w_ext_subject_key_identifier_missing_sub_cert$/, // RFC 5280 asks for one, BR 7.1.2.7.6 advises against it
  /^w_ext_key_usage_not_critical$/, // the authority's choice: a request has no say in it
  /^[ew]_sub_cert_aia_/,
  /^e_ext_authority_key_identifier_no_key_identifier$|^e_authority_key_identifier_correct$/,
  /_valid_time_longer_than_/,
  /^e_subscribers_(shall_have_crl_distribution_points|crl_distribution_points_are_http)$/,
  /^e_missing_crl_distrib_point$/,
  /^w_missing_key_usage$/,
  /^e_sub_cert_cert(_policy_empty|ificate_policies_missing)$/,
  /^e_ocsp_(cert_c[dp]p?_forbidden|id_pkix_ocsp_nocheck_ext_not_included_server_auth)$/, // an authority's responder
  /^[ew]_(ca|sub_ca)_|^e_invalid_ca_certificate_policies$|^e_ext_subject_key_identifier_missing_ca$/,
];

const topicOf = new Map(Object.entries(topics).flatMap(([topic, lints]) => lints.map((lint) => [lint, topic])));

/** The topic of a lint; undefined for one about what the authority writes. Throws for a lint that is not sorted yet. */
export function topicOfLint(lint) {
  if (topicOf.has(lint)) return topicOf.get(lint);
  if (ofTheAuthority.some((pattern) => pattern.test(lint))) return undefined;
  throw new Error(`lints.mjs does not say what zlint's ${lint} is about`);
}
