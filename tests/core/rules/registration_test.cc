#include "core/rules/registration.h"

#include <gtest/gtest.h>

namespace keyseal {
namespace {

bool IsRight(std::string_view text, std::string_view country = "", Profile profile = Profile::kSmime) {
  return FindRegistrationFault(text, country, profile) == nullptr;
}

TEST(RegistrationTest, TakesTheExamplesOfItsSources) {
  for (const char* text : {"NTRGB-12345678", "NTRUS+CA-12345678", "PSDBE-NBB-1234.567.890", "VATEL-123456789", "GOVUS",
                           "GOVUS+CA", "INTXG", "NTRDE-DER3306.HRB12345"}) {
    EXPECT_TRUE(IsRight(text)) << text;
  }
  for (const char* text : {"NTRGB-12345678", "NTRUS+CA-12345678", "VATDE-123456789", "PSDBE-NBB-1234.567.890"}) {
    EXPECT_TRUE(IsRight(text, "", Profile::kTlsServer)) << text;
  }
}

TEST(RegistrationTest, DividesAtTheFirstHyphen) {
  const auto parts = ParseRegistration("PSDUS+CA-NBB-1");
  ASSERT_TRUE(parts);
  EXPECT_EQ("PSD", parts->scheme);
  EXPECT_EQ("US", parts->country);
  EXPECT_EQ("CA", parts->state);
  EXPECT_EQ("NBB-1", parts->reference);
}

TEST(RegistrationTest, RefusesWhatIsCutOff) {
  const std::string_view whole = "NTRUS+CAL-1";
  for (size_t size = 0; size < whole.size(); size++) EXPECT_FALSE(IsRight(whole.substr(0, size))) << size;
  EXPECT_TRUE(IsRight(whole));
  EXPECT_FALSE(IsRight("NTRUS+CALI-1"));
}

TEST(RegistrationTest, HoldsTheCountryAgainstTheSubjects) {
  EXPECT_TRUE(IsRight("NTRDE-1", "DE"));
  EXPECT_FALSE(IsRight("NTRFR-1", "DE"));
  EXPECT_TRUE(IsRight("VATEL-1", "GR"));
  EXPECT_TRUE(IsRight("VATXI-1", "GB"));
  EXPECT_FALSE(IsRight("NTREL-1", "GR"));
  EXPECT_TRUE(IsRight("LEIXG-529900T8BM49AURSDO55", "DE"));
  EXPECT_TRUE(IsRight("INTXG", "CH"));
}

TEST(RegistrationTest, KnowsOtherSchemesForMailThanForServers) {
  EXPECT_FALSE(IsRight("LEIXG-529900T8BM49AURSDO55", "", Profile::kTlsServer));
  EXPECT_FALSE(IsRight("GOVUS", "", Profile::kTlsServer));
  EXPECT_TRUE(IsRight("VATXG-1", "", Profile::kTlsServer));
  EXPECT_FALSE(IsRight("VATXG-1"));
  EXPECT_TRUE(IsRight("NTRDE-1", "DE", Profile::kTlsServer));
  EXPECT_FALSE(IsRight("NTRFR-1", "DE", Profile::kTlsServer));
  EXPECT_TRUE(IsRight("VATFR-1", "DE", Profile::kTlsServer));
  EXPECT_TRUE(IsRight("VATUS+CA-1"));
  EXPECT_FALSE(IsRight("VATUS+CA-1", "", Profile::kTlsServer));
}

TEST(RegistrationTest, TakesLegalEntityIdentifiersOf20Characters) {
  EXPECT_FALSE(IsRight("LEIXG-529900T8BM49AURSDO5"));
  EXPECT_FALSE(IsRight("LEIXG-529900T8BM49AURSDO555"));
  EXPECT_FALSE(IsRight("LEIXG-529900t8bm49aursdo55"));
  EXPECT_FALSE(IsRight("LEIDE-529900T8BM49AURSDO55"));
}

}  // namespace
}  // namespace keyseal
