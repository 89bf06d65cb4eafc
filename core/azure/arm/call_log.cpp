#include "azure/arm/call_log.h"

#include "base/text.h"

namespace mgc::azure {

void CallLog::add(CallRecord record) {
    std::function<void(const CallRecord&)> handler;
    {
        const std::lock_guard lock(m_mutex);
        m_records.push_back(record);
        if (m_records.size() > maximumRecords) m_records.pop_front();
        handler = m_handler;
    }
    if (handler) handler(record);
}

std::vector<CallRecord> CallLog::records() const {
    const std::lock_guard lock(m_mutex);
    return {m_records.begin(), m_records.end()};
}

void CallLog::onRecord(std::function<void(const CallRecord&)> handler) {
    const std::lock_guard lock(m_mutex);
    m_handler = std::move(handler);
}

std::string asAzRest(const std::string& method, const std::string& url, bool hasBody, const std::string& ifMatch) {
    // $ in query names ($filter) is a variable to a shell, so single quotes.
    std::string line = "az rest --method " + toLowerAscii(method) + " --url '" + replacedAll(url, "'", "%27") + "'";
    if (!ifMatch.empty()) line += " --headers 'If-Match=" + ifMatch + "'";
    if (hasBody) line += " --body @body.json";
    return line;
}

}  // namespace mgc::azure
