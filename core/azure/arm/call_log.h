#pragma once
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace mgc::azure {

/// A call that was made, without its secrets.
struct CallRecord {
    std::string time;  ///< ISO 8601
    std::string method;
    std::string url;
    std::string purpose;  ///< "Reading API a": what it is called for
    int status = 0;       ///< 0: no answer
    long long milliseconds = 0;
    int attempt = 1;
    std::string clientRequestId, requestId, correlationId;
    bool hasBody = false;
};

/// The last maximumRecords calls. Safe from any thread.
class CallLog {
public:
    static constexpr std::size_t maximumRecords = 2000;

    void add(CallRecord record);
    [[nodiscard]] std::vector<CallRecord> records() const;
    /// Called for each new record, on the thread that made the call.
    void onRecord(std::function<void(const CallRecord&)> handler);

private:
    mutable std::mutex m_mutex;
    std::deque<CallRecord> m_records;
    std::function<void(const CallRecord&)> m_handler;
};

/// The call as a line for the Azure CLI: `az rest --method put --url "..." --body @body.json`.
[[nodiscard]] std::string asAzRest(const std::string& method, const std::string& url, bool hasBody, const std::string& ifMatch = {});

}  // namespace mgc::azure
