#include "core/rules/request_rules.h"

#include <gtest/gtest.h>

namespace keyseal {
namespace {

TEST(RequestRulesTest, ReadsOnlyDaysThatThereAre) {
  EXPECT_EQ(20240229u, ParseDate("2024-02-29"));
  for (const char* text : {"2023-02-29", "2024-02-30", "2024-13-01", "2024-00-01", "2024-04-31", "2024-04-00",
                           "2024-4-1", "2024/04/01", "20240401", ""}) {
    EXPECT_EQ(std::nullopt, ParseDate(text)) << text;
  }
}

TEST(RequestRulesTest, GivesEachLevelToTheProfileThatHasIt) {
  for (const char* name : {"dv", "iv", "ov", "ev"}) {
    EXPECT_TRUE(IsLevelOf(*ParseValidationLevel(name), Profile::kTlsServer)) << name;
    EXPECT_FALSE(IsLevelOf(*ParseValidationLevel(name), Profile::kSmime)) << name;
  }
  for (const char* name : {"mailbox", "organization", "sponsor", "individual"}) {
    EXPECT_TRUE(IsLevelOf(*ParseValidationLevel(name), Profile::kSmime)) << name;
    for (const Profile profile :
         {Profile::kTlsServer, Profile::kTlsClient, Profile::kCodeSigning, Profile::kPrivatePki}) {
      EXPECT_FALSE(IsLevelOf(*ParseValidationLevel(name), profile)) << name;
    }
  }
  EXPECT_EQ(ValidationLevel::kDv, ParseValidationLevel("dv"));
  EXPECT_EQ(ValidationLevel::kIndividual, ParseValidationLevel("individual"));
  EXPECT_TRUE(IsLevelOf(ValidationLevel::kUnknown, Profile::kSpiffe));
  EXPECT_EQ(std::nullopt, ParseValidationLevel("DV"));
  EXPECT_EQ(std::nullopt, ParseValidationLevel(""));
}

TEST(RequestRulesTest, ReadsTheThreeGenerations) {
  EXPECT_EQ(Generation::kStrict, ParseGeneration("strict"));
  EXPECT_EQ(Generation::kMultipurpose, ParseGeneration("multipurpose"));
  EXPECT_EQ(Generation::kLegacy, ParseGeneration("legacy"));
  EXPECT_EQ(std::nullopt, ParseGeneration(""));
}

}  // namespace
}  // namespace keyseal
