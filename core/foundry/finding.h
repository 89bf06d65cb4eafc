#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace mgc::foundry {

/// The request a finding is about; `status` 0: no answer came.
struct RequestSeen {
    std::string method;
    std::string url;
    int status = 0;
};

/// One fault (or remark) about a connection: what is wrong, why, and what to change. `code` is stable ("DeploymentInPathWrong").
struct Finding {
    Severity severity = Severity::Error;
    std::string code;
    std::string message;
    std::string fix;
    std::optional<RequestSeen> request;
};

/// Collects findings in the order in which they were made.
class Findings {
public:
    void add(Finding finding) { m_all.push_back(std::move(finding)); }
    void error(std::string_view code, std::string message, std::string fix, std::optional<RequestSeen> request = {}) {
        add({Severity::Error, std::string(code), std::move(message), std::move(fix), std::move(request)});
    }
    void warning(std::string_view code, std::string message, std::string fix, std::optional<RequestSeen> request = {}) {
        add({Severity::Warning, std::string(code), std::move(message), std::move(fix), std::move(request)});
    }
    void info(std::string_view code, std::string message, std::string fix = {}, std::optional<RequestSeen> request = {}) {
        add({Severity::Info, std::string(code), std::move(message), std::move(fix), std::move(request)});
    }
    [[nodiscard]] const std::vector<Finding>& all() const { return m_all; }
    [[nodiscard]] bool has(std::string_view code) const {
        for (const Finding& finding : m_all)
            if (finding.code == code) return true;
        return false;
    }
    /// True where no finding is an error: the connection is good.
    [[nodiscard]] bool ok() const {
        for (const Finding& finding : m_all)
            if (finding.severity == Severity::Error) return false;
        return true;
    }

private:
    std::vector<Finding> m_all;
};

}  // namespace mgc::foundry
