#include "gateway/log/log_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include "gateway/log/gateway_log.h"

namespace mgc::gateway {

namespace {

constexpr auto interval = std::chrono::milliseconds(250);
constexpr std::size_t page = 500;

Result<void> open(const std::string& path, std::ofstream& file) {
    if (path.empty()) return {};
    const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (made >= 0) ::close(made);
    file.open(path, std::ios::app | std::ios::binary);
    if (made < 0 || !file) return fail("LogFileFailed", "The log file '" + path + "' cannot be written.");
    return {};
}

}  // namespace

Result<std::unique_ptr<LogWriter>> LogWriter::start(Files files, const TrafficRing& ring) {
    std::unique_ptr<LogWriter> writer(new LogWriter(ring));
    MGC_TRY(open(files.gateway, writer->m_gateway));
    MGC_TRY(open(files.llm, writer->m_llm));
    writer->m_last = ring.lastId();
    writer->m_thread = std::thread([raw = writer.get()] { raw->run(); });
    return writer;
}

LogWriter::~LogWriter() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) m_thread.join();
}

void LogWriter::run() {
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        m_wake.wait_for(lock, interval, [this] { return m_stopping; });
        writeNew();
    }
}

void LogWriter::writeNew() {
    while (true) {
        const auto rows = m_ring.after(m_last, page);
        if (rows.empty()) break;
        if (const auto lost = rows.front()->id - m_last - 1; lost > 0 && m_gateway.is_open())
            m_gateway << "{\"Category\":\"Lost\",\"Count\":" << lost << "}\n";
        for (const auto& row : rows) {
            m_last = row->id;
            const auto record = m_ring.find(row->id);  // with headers and bodies
            if (!record) continue;
            if (m_gateway.is_open()) m_gateway << gatewayLogLine(*record) << '\n';
            if (m_llm.is_open())
                for (const auto& line : llmLogLines(*record)) m_llm << line << '\n';
        }
    }
    m_gateway.flush();
    m_llm.flush();
}

}  // namespace mgc::gateway
